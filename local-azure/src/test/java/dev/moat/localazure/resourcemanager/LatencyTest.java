package dev.moat.localazure.resourcemanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LatencyTest {
  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void instant_work_takes_no_time_and_asks_for_no_wait() {
    assertThat(Latency.instant().duration(Work.PRIVATE_ENDPOINT, random)).isZero();
    assertThat(Latency.instant().retryAfterSeconds(30)).isZero();
    assertThat(Latency.instant().leastUnfinishedPolls()).isOne();
  }

  @Test
  void fast_work_takes_a_twentieth_of_the_median_and_waits_a_second_at_least() {
    assertThat(Latency.fast().duration(Work.VIRTUAL_NETWORK_LINK, random))
        .isEqualTo(Duration.ofMillis(3050));
    assertThat(Latency.fast().retryAfterSeconds(30)).isOne();
    assertThat(Latency.fast().retryAfterSeconds(160)).isEqualTo(8);
  }

  @Test
  void real_work_goes_through_the_recorded_points() {
    assertThat(Work.PRIVATE_ENDPOINT.secondsAt(0)).isEqualTo(10);
    assertThat(Work.PRIVATE_ENDPOINT.secondsAt(0.5)).isEqualTo(21);
    assertThat(Work.PRIVATE_ENDPOINT.secondsAt(0.9)).isEqualTo(62);
    assertThat(Work.PRIVATE_ENDPOINT.secondsAt(1)).isCloseTo(582, within(0.001));
    assertThat(Latency.real().retryAfterSeconds(30)).isEqualTo(30);
  }

  @Test
  void real_work_is_drawn_anew_each_time() {
    List<Duration> drawn =
        Stream.generate(() -> Latency.real().duration(Work.PRIVATE_ENDPOINT, random))
            .limit(100)
            .toList();

    assertThat(Set.copyOf(drawn)).hasSizeGreaterThan(90);
    assertThat(drawn)
        .allSatisfy(
            time -> assertThat(time).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(582)));
  }
}
