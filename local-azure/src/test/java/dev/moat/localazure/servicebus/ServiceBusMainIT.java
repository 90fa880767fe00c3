package dev.moat.localazure.servicebus;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceBusMainIT {
  private static final int TERMINATED_BY_SIGNAL = 128 + 15;

  @TempDir private Path folder;
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void killWhatIsLeft() {
    processes.forEach(Process::destroyForcibly);
  }

  private Process run(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServiceBusMain.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    processes.add(process);
    return process;
  }

  private String config(String queues) throws IOException {
    return Files.writeString(
            folder.resolve("config.json"),
            "{\"UserConfig\": {\"Namespaces\": [{\"Name\": \"n\", \"Queues\": [%s]}]}}"
                .formatted(queues))
        .toString();
  }

  @Test
  void it_says_when_it_listens_and_ends_when_told() throws Exception {
    Process process = run("--config", config("{\"Name\": \"orders\"}"), "--port", "0");
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).matches("Service Bus is listening on localhost:[1-9]\\d*");
      process.toHandle().destroy();

      assertThat(process.waitFor(20, SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(TERMINATED_BY_SIGNAL);
      assertThat(out.readLine()).isNull();
    }
  }

  @Test
  void an_unknown_flag_is_told_and_exits_with_2() throws Exception {
    Process process = run("--config", config(""), "--prot", "0");

    assertThat(errorsOf(process)).contains("Unknown options: '--prot', '0'");
    assertThat(process.waitFor()).isEqualTo(2);
  }

  @Test
  void a_configuration_that_cannot_be_used_is_told_and_exits_with_2() throws Exception {
    Process process = run("--config", config("{\"Name\": \"a\", \"Colour\": 1}"));

    assertThat(errorsOf(process)).contains("Queues[0] has 'Colour', which is not supported");
    assertThat(process.waitFor()).isEqualTo(2);
  }

  private static String errorsOf(Process process) throws IOException {
    try (BufferedReader err = process.errorReader()) {
      return String.join("\n", err.lines().toList());
    }
  }
}
