package dev.moat.localazure.identity;

import org.jspecify.annotations.Nullable;

/**
 * An identity that tokens are handed out for.
 *
 * @param objectId the principal in the directory, claim {@code oid}
 * @param clientId the application of the principal, claim {@code appid}
 * @param resourceId the user-assigned identity, or the resource that has the identity; claim {@code
 *     xms_mirid}, with {@code resourcegroups} in lower case. Null when there is no such resource:
 *     then there is no such claim
 */
public record ManagedIdentity(String objectId, String clientId, @Nullable String resourceId) {

  /** The object id of the system-assigned identity, unless another is chosen. */
  public static final String SYSTEM_ASSIGNED_OBJECT_ID = "0a000000-0000-4000-8000-000000000001";

  /** The identity of nothing that is a resource here. */
  public ManagedIdentity(String objectId, String clientId) {
    this(objectId, clientId, null);
  }
}
