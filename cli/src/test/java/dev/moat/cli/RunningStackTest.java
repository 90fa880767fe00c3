package dev.moat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.cli.outcome.Failure;
import dev.moat.localazure.launch.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningStackTest {

  private static final Endpoints ENDPOINTS =
      new Endpoints(
          "rm", "identity", "header", "bus", "tables", "functions", "key", Path.of("/trust"));

  @TempDir private Path home;

  @Test
  void what_runs_is_found() {
    RunningStack.claim(home, home).ready(home, ENDPOINTS);

    assertThat(RunningStack.require(home)).isEqualTo(ENDPOINTS);
  }

  @Test
  void the_note_with_the_key_is_for_its_owner_alone() throws IOException {
    RunningStack.claim(home, home).ready(home, ENDPOINTS);

    assertThat(Files.getPosixFilePermissions(RunningStack.file(home)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void a_second_one_is_refused() {
    RunningStack.claim(home, home).ready(home, ENDPOINTS);

    assertThatThrownBy(() -> RunningStack.claim(home, home))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("already runs, as process " + ProcessHandle.current().pid());
  }

  @Test
  void one_that_is_still_starting_cannot_be_used() {
    RunningStack.claim(home, home);

    assertThatThrownBy(() -> RunningStack.require(home))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("still starting");
  }

  @Test
  void what_a_dead_process_left_behind_counts_for_nothing() throws IOException {
    RunningStack.claim(home, home).ready(home, ENDPOINTS);
    Path file = RunningStack.file(home);
    Files.writeString(
        file, Files.readString(file).replaceAll("\"startedAt\":\"[^\"]*\"", "\"startedAt\":\"x\""));

    assertThat(RunningStack.find(home)).isEmpty();
    assertThat(RunningStack.claim(home, home).endpoints()).isNull();
  }

  @Test
  void an_unreadable_note_is_told() throws IOException {
    Files.createDirectories(RunningStack.file(home).getParent());
    Files.writeString(RunningStack.file(home), "{");

    assertThatThrownBy(() -> RunningStack.find(home))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("Cannot read");
  }

  @Test
  void after_the_end_nothing_is_found() {
    RunningStack.claim(home, home).ready(home, ENDPOINTS);
    RunningStack.forget(home);

    assertThatThrownBy(() -> RunningStack.require(home))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("No 'moat up' runs");
  }
}
