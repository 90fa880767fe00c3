package dev.moat.localazure.eventgrid;

import dev.moat.localazure.resourcemanager.Latency;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When delivery is tried, and again. The waits are those of <a
 * href="https://learn.microsoft.com/azure/event-grid/delivery-and-retry#retry-schedule">Event
 * Grid</a>: 10 and 30 seconds, 1, 5, 10 and 30 minutes, 1, 3 and 6 hours, then 12 hours each;
 * longer after <a
 * href="https://learn.microsoft.com/azure/event-grid/delivery-and-retry#failure-codes">some
 * statuses</a>; a small randomization on top, here up to a tenth. All waits are multiplied by a
 * scale, the five minutes before a dead letter too; the 30 seconds that an endpoint has to answer
 * are not, nor is the time to live, which a slow machine would otherwise use up.
 *
 * <p>Event Grid may also skip retries, and delay all events of an endpoint that fails for long or
 * put it in probation. When it does is not documented, so it is left out.
 *
 * @param scale 1 for Azure's times
 * @param duplicates which share of deliveries is made twice, from 0 to 1; Azure's is not known
 */
public record DeliverySchedule(double scale, double duplicates) {
  private static final double USUAL_DUPLICATES = 0.05;
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12));
  private static final Duration FIRST_WITHIN = Duration.ofSeconds(2);
  private static final Duration DEAD_LETTER = Duration.ofMinutes(5);
  private static final Duration DEAD_LETTER_RETRY = Duration.ofMinutes(10);
  private static final Duration DEAD_LETTER_PATIENCE = Duration.ofHours(4);
  private static final double SPREAD = 0.1;

  /**
   * That of a latency profile: {@code real} takes Azure's times, {@code fast} a twentieth, {@code
   * instant} a thousandth. One delivery in twenty is made twice.
   */
  public static DeliverySchedule of(Latency.Profile profile) {
    double scale =
        switch (profile) {
          case INSTANT -> 0.001;
          case FAST -> 0.05;
          case REAL -> 1;
        };
    return new DeliverySchedule(scale, USUAL_DUPLICATES);
  }

  /** When the first attempt is made; as each event draws its own, events overtake each other. */
  Duration first(RandomGenerator random) {
    return scaled(FIRST_WITHIN, random.nextDouble());
  }

  /**
   * How long to wait after a failed attempt.
   *
   * @param attempts how many attempts there were, at least 1
   */
  Duration retry(int attempts, Outcome outcome, RandomGenerator random) {
    Duration planned = WAITS.get(Math.min(attempts, WAITS.size()) - 1);
    Duration least = least(outcome.status());
    Duration wait = planned.compareTo(least) < 0 ? least : planned;
    return scaled(wait, 1 + SPREAD * random.nextDouble());
  }

  /** For webhooks: endpoints that are Azure resources have five minutes more often. */
  private static Duration least(int status) {
    return switch (status) {
      case 408 -> Duration.ofMinutes(2);
      case 503 -> Duration.ofSeconds(30);
      default -> Duration.ofSeconds(10);
    };
  }

  /** From the last attempt to the dead letter. */
  Duration deadLetter() {
    return scaled(DEAD_LETTER, 1);
  }

  /** Until a dead letter that could not be written is tried again. */
  Duration deadLetterRetry() {
    return scaled(DEAD_LETTER_RETRY, 1);
  }

  /** How long a dead letter is tried to be written. */
  Duration deadLetterPatience() {
    return scaled(DEAD_LETTER_PATIENCE, 1);
  }

  private Duration scaled(Duration time, double factor) {
    return Duration.ofNanos((long) (time.toNanos() * scale * factor));
  }
}
