package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SweepSlotsTest {

  private static final Duration INTERVAL = Duration.ofHours(6);
  private static final SweepSlots SLOTS = new SweepSlots(INTERVAL);

  @Test
  void the_next_slot_is_within_one_interval() {
    for (int i = 0; i < 1000; i++) {
      Instant next = SLOTS.next(setup(i), World.NOON);

      assertThat(next).isAfter(World.NOON).isBeforeOrEqualTo(World.NOON.plus(INTERVAL));
    }
  }

  @Test
  void a_setup_has_its_slot_once_in_an_interval_whenever_one_asks() {
    Instant first = SLOTS.next(setup(7), World.NOON);

    assertThat(SLOTS.next(setup(7), first.minusMillis(1))).isEqualTo(first);
    assertThat(SLOTS.next(setup(7), first)).isEqualTo(first.plus(INTERVAL));
    assertThat(SLOTS.next(setup(7), first.plusMillis(1))).isEqualTo(first.plus(INTERVAL));
  }

  @Test
  void before_1970_is_no_exception() {
    Instant then = Instant.ofEpochMilli(-1);

    assertThat(SLOTS.next(setup(7), then)).isAfter(then).isBeforeOrEqualTo(then.plus(INTERVAL));
  }

  @Test
  void a_thousand_setups_are_spread_over_the_interval() {
    int[] perTwentyMinutes = new int[18];
    for (int i = 0; i < 1000; i++) {
      Duration after = Duration.between(World.NOON, SLOTS.next(setup(i), World.NOON));
      perTwentyMinutes[(int) Math.min(17, after.toMinutes() / 20)]++;
    }

    assertThat(Arrays.stream(perTwentyMinutes).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(25, 90));
  }

  @Test
  void setups_whose_names_follow_each_other_are_not_swept_in_one_minute() {
    Instant a = SLOTS.next(new SetupId("registry1-0123456789"), World.NOON);
    Instant b = SLOTS.next(new SetupId("registry2-0123456789"), World.NOON);

    assertThat(Duration.between(a, b).abs()).isGreaterThan(Duration.ofMinutes(1));
  }

  private static SetupId setup(int number) {
    return SetupId.of(
        new ResourceId(
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/r"
                + number));
  }
}
