package dev.moat.localazure.identity;

/**
 * A person in the directory who calls through an application.
 *
 * @param objectId the directory object, claim {@code oid}
 * @param applicationId the application, claim {@code appid}
 * @param name the full name, claim {@code name}
 * @param userName the user principal name, claim {@code upn}
 */
public record User(String objectId, String applicationId, String name, String userName) {
  /** The application id of Azure CLI, which is the same in every directory. */
  public static final String AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

  /** The application id of the Azure portal, which is the same in every directory. */
  public static final String AZURE_PORTAL = "c44b4083-3bb0-49c1-b47d-974e53cbdf3c";
}
