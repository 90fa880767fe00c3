package dev.moat.localazure.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The unmodified Tables SDK with a managed identity against Azurite, over HTTPS and without a key.
 */
class TablesIT {

  @TempDir private Path temp;
  private final Ports ports = Ports.free();
  private LocalProcess tables = Puppet.process(Path.of("."), "not-started", "serve");

  @BeforeEach
  void start() throws Exception {
    TestCertificate.writeTo(temp);
    tables =
        new LocalProcess(
            "tables",
            Commands.azurite(
                Path.of("azurite").toAbsolutePath(), ports.tables(), temp, temp.resolve("data")),
            Map.of(),
            "Azurite Table service successfully started",
            temp.resolve("tables.log"));
    tables.start();
  }

  @AfterEach
  void stop() {
    tables.stop();
  }

  @Test
  void entities_transactions_and_etags_work_and_survive_a_stop() throws Exception {
    assertThat(probe("write"))
        .contains(
            "transaction refused at 1",
            "entities 3",
            "second replace with the old ETag: 412",
            "value is 10");

    tables.stop();
    tables.start();

    assertThat(probe("read")).contains("value is 10");
  }

  private List<String> probe(String what) throws IOException, InterruptedException {
    try (TestIdentityEndpoint identity = new TestIdentityEndpoint(Clock.systemUTC())) {
      Endpoints endpoints = Endpoints.of(ports, temp.resolve("truststore.p12"));
      List<String> arguments = List.of(endpoints.tableServiceUrl(), what);
      ProcessBuilder child =
          new ProcessBuilder(
              Commands.java(TableProbe.class.getName(), endpoints.trustFlags(), arguments));
      child.environment().put("IDENTITY_ENDPOINT", identity.url());
      child.environment().put("IDENTITY_HEADER", endpoints.identityHeader());
      Process process = child.redirectErrorStream(true).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(temp.resolve("probe.log"), printed);
      assertThat(process.waitFor()).as(printed).isZero();
      return printed.lines().toList();
    }
  }
}
