package dev.moat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.cli.screen.Captured;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemoIT {

  private final Captured captured = new Captured();

  @BeforeAll
  static void quiet() {
    QuietLogs.begin();
  }

  @Test
  void the_demonstration_makes_a_registry_private_and_a_second_wish_writes_nothing() {
    Path home = Path.of("..").toAbsolutePath().normalize();

    int exitCode = Moat.commandLine(home, captured.plain(), Clock.systemUTC()).execute("demo");

    assertThat(captured.error()).isEmpty();
    assertThat(exitCode).isZero();
    assertThat(captured.out())
        .containsSubsequence(
            "SUCCEEDED  lockdown",
            "generation 1: SUCCEEDED",
            "Proved before public access was cut",
            "secureacr2021.azurecr.io resolves to 10.0.1.5",
            "public access  Disabled",
            "secureacr-pe: Approved",
            "9 writes = 8 resources created + 1 changed, exactly",
            "secureacr-1 was recognised: still generation 1, no call to Azure.",
            "generation 2: SUCCEEDED",
            "0 writes",
            "nothing was written",
            "Nothing is left running");
    assertThat(ProcessHandle.current().descendants()).noneMatch(ProcessHandle::isAlive);
  }
}
