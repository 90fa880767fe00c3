package dev.moat.localazure.launch;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Where the local Azure can be reached, for the app's settings.
 *
 * @param resourceManagerUrl {@code https://localhost:PORT}
 * @param identityEndpoint for the variable {@code IDENTITY_ENDPOINT}
 * @param identityHeader for the variable {@code IDENTITY_HEADER}
 * @param serviceBusConnectionString of the namespace's root key
 * @param tableServiceUrl {@code https://localhost:PORT/devstoreaccount1}; takes tokens, no key
 * @param functionsUrl {@code http://localhost:PORT}
 * @param functionsKey a host key of the app, new at each start
 * @param trustStore a PKCS12 file with the certificate authority of the two HTTPS endpoints
 */
public record Endpoints(
    String resourceManagerUrl,
    String identityEndpoint,
    String identityHeader,
    String serviceBusConnectionString,
    String tableServiceUrl,
    String functionsUrl,
    String functionsKey,
    Path trustStore) {

  /** The password of {@link #trustStore}, which holds nothing secret. */
  public static final String TRUST_STORE_PASSWORD = "changeit";

  static final String IDENTITY_HEADER = "local-azure";
  private static final String ACCOUNT = "devstoreaccount1";
  private static final int KEY_BYTES = 40;

  static Endpoints of(Ports ports, Path trustStore) {
    return new Endpoints(
        "https://localhost:" + ports.resourceManager(),
        "http://localhost:" + ports.identity() + "/msi/token",
        IDENTITY_HEADER,
        "Endpoint=sb://localhost:%d;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=local;UseDevelopmentEmulator=true;"
            .formatted(ports.serviceBus()),
        storageAccount(ports.tables()),
        "http://localhost:" + ports.functions(),
        newKey(),
        trustStore);
  }

  /** The same, but for what the emulators are asked for. */
  Endpoints with(Emulators emulators) {
    return new Endpoints(
        resourceManagerUrl,
        identityEndpoint,
        identityHeader,
        emulators.serviceBusConnectionString(),
        emulators.tableService().toString(),
        functionsUrl,
        functionsKey,
        trustStore);
  }

  /** As long and as random as those that Azure makes. */
  private static String newKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
  }

  /** The URL of Azurite's account at a port. */
  static String storageAccount(int port) {
    return "https://localhost:" + port + "/" + ACCOUNT;
  }

  /** The two variables that App Service sets for an app with a managed identity. */
  public Map<String, String> identityVariables() {
    return Map.of("IDENTITY_ENDPOINT", identityEndpoint, "IDENTITY_HEADER", identityHeader);
  }

  /** The variable that gives the Functions host the key of the app. */
  Map<String, String> keyVariable() {
    return Map.of("FUNCTIONS_HOST_KEY", functionsKey);
  }

  /** The flags by which a JVM trusts the local certificate authority. */
  public List<String> trustFlags() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + trustStore,
        "-Djavax.net.ssl.trustStorePassword=" + TRUST_STORE_PASSWORD);
  }
}
