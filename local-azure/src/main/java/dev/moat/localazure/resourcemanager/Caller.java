package dev.moat.localazure.resourcemanager;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as the claims of the token say.
 *
 * @param objectId the directory object of the principal, claim {@code oid}
 * @param applicationId the application of the principal, claim {@code appid}
 * @param claims all claims of the token by their short names, as text; events carry them
 */
public record Caller(String objectId, String applicationId, Map<String, String> claims) {

  /** Keeps a copy of the claims; those of states saved before there were any are empty. */
  public Caller(String objectId, String applicationId, @Nullable Map<String, String> claims) {
    this.objectId = objectId;
    this.applicationId = applicationId;
    this.claims = claims == null ? Map.of() : Map.copyOf(claims);
  }

  /** An application that calls for itself. */
  public Caller(String objectId, String applicationId) {
    this(objectId, applicationId, Map.of());
  }

  /**
   * A person who calls through an application.
   *
   * @param name the full name, claim {@code name}
   * @param userName the user principal name, claim {@code upn}
   */
  public static Caller user(String objectId, String applicationId, String name, String userName) {
    return new Caller(objectId, applicationId, Map.of("name", name, "upn", userName));
  }
}
