package dev.moat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.Difference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {

  private static final RegistryReport PRIVATE = report("Disabled", List.of("default"));
  private static final RegistryReport OPEN = report("Enabled", List.of("default"));

  private final TickingClock clock = new TickingClock();

  @Test
  void it_is_over_at_the_first_look_that_finds_all_as_before() {
    Deque<RegistryReport> looks = new ArrayDeque<>(List.of(OPEN, PRIVATE));
    Recovery recovery = new Recovery(PRIVATE, looks::remove, clock);

    clock.pause(Duration.ofSeconds(1));
    assertThat(recovery.isOver()).isFalse();
    clock.pause(Duration.ofSeconds(2));
    assertThat(recovery.isOver()).isTrue();
    clock.pause(Duration.ofSeconds(4));
    assertThat(recovery.isOver()).isTrue();
    assertThat(recovery.time()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void what_changed_is_told_field_by_field() {
    assertThat(report("Enabled", List.of()).since(PRIVATE))
        .containsExactly(
            new Difference("public access", "Disabled", "Enabled"),
            new Difference("zone group", "default", "none"));
    assertThat(PRIVATE.since(PRIVATE)).isEmpty();
  }

  private static RegistryReport report(String access, List<String> zoneGroups) {
    return new RegistryReport("Premium", access, List.of("pe: Approved"), zoneGroups, List.of());
  }
}
