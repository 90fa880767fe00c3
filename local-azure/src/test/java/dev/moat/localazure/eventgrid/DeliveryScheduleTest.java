package dev.moat.localazure.eventgrid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.localazure.resourcemanager.Latency;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryScheduleTest {
  private final SplittableRandom random = new SplittableRandom(1);

  @ParameterizedTest
  @CsvSource({
    "1, 500, PT10S",
    "2, 500, PT30S",
    "3, 500, PT1M",
    "4, 500, PT5M",
    "5, 500, PT10M",
    "6, 500, PT30M",
    "7, 500, PT1H",
    "8, 500, PT3H",
    "9, 500, PT6H",
    "10, 500, PT12H",
    "29, 500, PT12H",
    "1, 404, PT10S",
    "1, 408, PT2M",
    "1, 503, PT30S",
    "5, 503, PT10M"
  })
  void waits_are_azures_and_up_to_a_tenth_more(int attempts, int status, Duration least) {
    DeliverySchedule real = DeliverySchedule.of(Latency.Profile.REAL);

    for (int i = 0; i < 20; i++) {
      assertThat(real.retry(attempts, new Outcome.Answered(status), random))
          .isBetween(least, least.plus(least.dividedBy(10)));
    }
  }

  @Test
  void fast_is_a_twentieth_and_instant_a_thousandth() {
    Outcome timedOut = new Outcome.TimedOut();

    assertThat(DeliverySchedule.of(Latency.Profile.FAST).retry(1, timedOut, random))
        .isBetween(Duration.ofMillis(500), Duration.ofMillis(550));
    assertThat(DeliverySchedule.of(Latency.Profile.INSTANT).retry(7, timedOut, random))
        .isBetween(Duration.ofMillis(3600), Duration.ofMillis(3960));
  }
}
