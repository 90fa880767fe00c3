package dev.moat.localazure.resourcemanager.https;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.localazure.identity.ManagedIdentity;
import dev.moat.localazure.identity.ManagedIdentityServer;
import dev.moat.localazure.identity.TokenIssuer;
import dev.moat.localazure.resourcemanager.Latency;
import dev.moat.localazure.resourcemanager.ResourceManager;
import dev.moat.localazure.resourcemanager.Tenant;
import dev.moat.localazure.resourcemanager.Throttling;
import dev.moat.localazure.resourcemanager.Traffic;
import dev.moat.localazure.tls.LocalCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The unmodified Azure SDK makes a registry private against the emulator. Not in profile instant:
 * the SDK takes a {@code Retry-After} of 0 for none and then waits 30 seconds.
 */
class AzureSdkIT {
  private static final String SECRET = "secret";
  private static final ManagedIdentity APP = new ManagedIdentity("oid-of-app", "client-of-app");

  @TempDir private Path directory;

  private final Clock clock = Clock.systemUTC();
  private final Tenant tenant = Tenant.any();
  private final ResourceManager azure =
      new ResourceManager(
          clock, new SplittableRandom(3), Latency.fast(), Throttling.documented(), tenant);
  private ResourceManagerServer server;
  private ManagedIdentityServer identity;

  @BeforeEach
  void start() throws IOException {
    LocalCertificates certificates = LocalCertificates.create(directory, clock);
    server =
        ResourceManagerServer.start(
            0, certificates.serverContext(), azure, tenant.id(), clock, () -> {});
    identity =
        ManagedIdentityServer.start(
            0, new TokenIssuer(tenant.id(), clock), SECRET, APP, clientId -> Optional.empty());
  }

  @AfterEach
  void stop() {
    server.close();
    identity.close();
  }

  @Test
  void the_typed_clients_make_a_registry_private() throws Exception {
    ProcessBuilder app =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djavax.net.ssl.trustStore=" + directory.resolve("truststore.p12"),
                "-Djavax.net.ssl.trustStorePassword=" + LocalCertificates.PASSWORD,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                PrivateRegistryScenario.class.getName(),
                server.endpoint())
            .redirectErrorStream(true);
    app.environment().put("IDENTITY_ENDPOINT", identity.endpoint());
    app.environment().put("IDENTITY_HEADER", SECRET);

    Process process = app.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(azure.calls())
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call.caller().objectId()).isEqualTo("oid-of-app"));
    Traffic.write(azure, "azure-sdk");
  }
}
