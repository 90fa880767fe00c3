package dev.moat.localazure.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The unmodified Tables SDK with a managed identity against Azurite, over HTTPS and without a key.
 */
class TablesIT {

  @TempDir private Path temp;

  @Test
  void entities_transactions_and_etags_work_and_survive_a_stop() throws Exception {
    try (LocalAzure azure = LocalAzure.in(temp).start()) {
      assertThat(probe(azure, "write"))
          .contains(
              "transaction refused at 1",
              "entities 3",
              "second replace with the old ETag: 412",
              "value is 10");

      azure.tables().stop();
      azure.tables().start();

      assertThat(probe(azure, "read")).contains("value is 10");
    }
  }

  private static List<String> probe(LocalAzure azure, String what)
      throws IOException, InterruptedException {
    Endpoints endpoints = azure.endpoints();
    ProcessBuilder child =
        new ProcessBuilder(
            Commands.java(
                TableProbe.class.getName(),
                endpoints.trustFlags(),
                List.of(endpoints.tableServiceUrl(), what)));
    child.environment().putAll(endpoints.identityVariables());
    Process process = child.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed.lines().toList();
  }
}
