package dev.moat.localazure.identity;

/**
 * An identity that tokens are handed out for.
 *
 * @param objectId the principal in the directory, claim {@code oid}
 * @param clientId the application of the principal, claim {@code appid}
 */
public record ManagedIdentity(String objectId, String clientId) {

  /** The object id of the system-assigned identity, unless another is chosen. */
  public static final String SYSTEM_ASSIGNED_OBJECT_ID = "0a000000-0000-4000-8000-000000000001";
}
