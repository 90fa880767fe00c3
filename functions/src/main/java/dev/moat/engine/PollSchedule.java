package dev.moat.engine;

import dev.moat.model.StepKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * When to ask Azure how far an operation is. The first question comes near the median of what such
 * operations take, then in small steps, and never before Azure's own {@code Retry-After}: three to
 * five questions for the slow ones, one for most.
 *
 * @param scale how long operations take compared with Azure; 1 in Azure, less where a local Azure
 *     runs faster
 */
public record PollSchedule(double scale) {

  /**
   * Medians in seconds, from the Date headers of recorded Azure CLI traffic: 306 subnets, 180
   * zones, 67 links, 158 endpoints, 106 registries.
   */
  private static final Map<StepKind, Integer> MEDIAN_SECONDS =
      Map.of(
          StepKind.VIRTUAL_NETWORK, 4,
          StepKind.SUBNET, 4,
          StepKind.DNS_ZONE, 30,
          StepKind.LINK, 61,
          StepKind.ENDPOINT, 21,
          StepKind.ZONE_GROUP, 10,
          StepKind.REGISTRY, 10,
          StepKind.LOCKDOWN, 10);

  private static final int OTHER_MEDIAN_SECONDS = 10;
  private static final int SMALL_STEPS = 4;
  private static final Duration MOST_MORE = Duration.ofMinutes(1);
  private static final Duration MOST_MORE_FOR_APPROVAL = Duration.ofMinutes(10);

  /** How long to leave an operation alone that was just begun. */
  Duration afterStart(StepKind kind, Optional<Duration> retryAfter) {
    return longer(median(kind), retryAfter);
  }

  /** How long to leave an operation alone that still runs. */
  Duration afterPoll(StepKind kind, Optional<Duration> retryAfter) {
    return longer(median(kind).dividedBy(SMALL_STEPS), retryAfter);
  }

  /** How long to wait before looking again at something that another has to do first. */
  Duration beforeNextLook(StepKind kind) {
    return median(kind).dividedBy(SMALL_STEPS).plusSeconds(1);
  }

  /**
   * The same for something that was waited for so long already: the longer, the less often, up to a
   * minute. A proof that is missing for hours must not use up the reads of all others.
   */
  Duration beforeNextLook(StepKind kind, Duration waited) {
    Duration more = waited.dividedBy(SMALL_STEPS);
    return beforeNextLook(kind).plus(more.compareTo(MOST_MORE) < 0 ? more : MOST_MORE);
  }

  /**
   * How long to wait before looking whether somebody has approved a connection, for which a person
   * may take days: an event tells sooner.
   */
  Duration beforeNextLookForApproval(Duration waited) {
    Duration more = waited.dividedBy(SMALL_STEPS);
    return beforeNextLook(StepKind.ENDPOINT)
        .plus(more.compareTo(MOST_MORE_FOR_APPROVAL) < 0 ? more : MOST_MORE_FOR_APPROVAL);
  }

  private Duration median(StepKind kind) {
    return scaled(MEDIAN_SECONDS.getOrDefault(kind, OTHER_MEDIAN_SECONDS));
  }

  private Duration scaled(int seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000 * scale));
  }

  private static Duration longer(Duration own, Optional<Duration> retryAfter) {
    return retryAfter.filter(asked -> asked.compareTo(own) > 0).orElse(own);
  }
}
