package dev.moat.localazure.eventgrid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveriesTest {
  private static final Outcome OK = new Outcome.Answered(200);
  private static final Outcome DOWN = new Outcome.Answered(503);
  private static final Optional<String> LETTERS = Optional.of("letters");

  private final List<String> log = new ArrayList<>();
  private Instant now = Samples.NOON;
  private Deliveries deliveries = deliveries(0);

  private Deliveries deliveries(double duplicates) {
    return new Deliveries(new DeliverySchedule(1, duplicates), new SplittableRandom(3), log::add);
  }

  private void subscribed(int maxAttempts, Optional<String> container) {
    deliveries.subscribers(
        List.of(Samples.subscriber(EventSchema.EVENT_GRID, maxAttempts, container)));
  }

  private void subscribed(Duration timeToLive) {
    deliveries.subscribers(
        List.of(
            new Subscriber(
                "id",
                "n",
                Samples.SOURCE,
                URI.create("http://localhost"),
                EventSchema.EVENT_GRID,
                EventFilter.of(Samples.json("{}")),
                30,
                timeToLive,
                LETTERS)));
  }

  private static String reason(Delivery letter) {
    return Objects.requireNonNull(letter.givenUp()).reason();
  }

  private void raise(int events) {
    for (int i = 0; i < events; i++) {
      deliveries.raised(Samples.write(), now);
    }
  }

  /** Lets time pass until something is due, and takes it. */
  private Delivery next() {
    now = deliveries.nextDue().orElseThrow();
    return deliveries.due(now, 1).get(0);
  }

  private void attempt(Outcome outcome) {
    deliveries.attempted(next(), outcome, now);
  }

  @Test
  void an_event_is_delivered_once_within_two_seconds_when_all_goes_well() {
    subscribed(30, LETTERS);
    raise(1);

    attempt(OK);

    assertThat(now).isBetween(Samples.NOON, Samples.NOON.plusSeconds(2));
    assertThat(deliveries.nextDue()).isEmpty();
    assertThat(deliveries.counts()).isEqualTo(new EventCounts(1, 1, 1, 0, 0, 0, 0, 0));
  }

  @Test
  void events_of_another_source_are_nobodys() {
    deliveries.subscribers(
        List.of(
            new Subscriber(
                "id",
                "n",
                Samples.SOURCE + "/resourceGroups/r",
                URI.create("http://localhost"),
                EventSchema.EVENT_GRID,
                EventFilter.of(Samples.json("{}")),
                1,
                Duration.ofDays(1),
                LETTERS)));

    raise(1);

    assertThat(deliveries.counts()).isEqualTo(new EventCounts(1, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void events_overtake_each_other() {
    subscribed(30, LETTERS);
    raise(20);

    List<Long> order = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Delivery delivery = next();
      order.add(delivery.number());
      deliveries.attempted(delivery, OK, now);
    }

    assertThat(order).doesNotHaveDuplicates().isNotEqualTo(order.stream().sorted().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 203, 204})
  void these_statuses_are_success(int status) {
    subscribed(30, LETTERS);
    raise(1);

    attempt(new Outcome.Answered(status));

    assertThat(deliveries.counts().delivered()).isOne();
  }

  @ParameterizedTest
  @ValueSource(ints = {205, 206, 302, 404, 408, 429, 500, 503})
  void all_other_statuses_are_tried_again(int status) {
    subscribed(30, LETTERS);
    raise(1);

    attempt(new Outcome.Answered(status));

    assertThat(deliveries.counts().retried()).isOne();
    assertThat(next().attempts()).isOne();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 413})
  void these_statuses_go_to_the_dead_letters_after_five_minutes(int status) {
    subscribed(30, LETTERS);
    raise(1);
    attempt(new Outcome.Answered(status));
    Instant failed = now;

    Delivery letter = next();
    deliveries.attempted(letter, new Outcome.Answered(201), now);

    assertThat(reason(letter)).startsWith("UndeliverableDueToHttp");
    assertThat(Duration.between(failed, now)).isEqualTo(Duration.ofMinutes(5));
    assertThat(deliveries.counts().deadLettered()).isOne();
  }

  @Test
  void the_last_attempt_is_followed_by_a_dead_letter_that_tells_all() {
    subscribed(3, LETTERS);
    raise(1);
    attempt(DOWN);
    attempt(new Outcome.TimedOut());
    attempt(DOWN);

    Subscriber subscriber = Samples.subscriber(EventSchema.EVENT_GRID, 3, LETTERS);
    JsonNode letter = DeadLetter.of(next(), subscriber);

    assertThat(letter.path("deadLetterReason").asText()).isEqualTo("MaxDeliveryAttemptsExceeded");
    assertThat(letter.path("deliveryAttempts").asInt()).isEqualTo(3);
    assertThat(letter.path("lastDeliveryOutcome").asText()).isEqualTo("Busy");
    assertThat(letter.path("publishTime").asText()).isEqualTo("2026-01-05T12:00:00.0000000Z");
    assertThat(letter.path("eventType").asText()).endsWith("ResourceWriteSuccess");
  }

  @Test
  void thirty_attempts_at_azures_times_do_not_fit_into_a_day() {
    subscribed(30, LETTERS);
    raise(1);

    List<Delivery> taken = deliveries.due(now.plusSeconds(2), 1);
    while (!taken.isEmpty()) {
      deliveries.attempted(taken.get(0), DOWN, now);
      now = deliveries.nextDue().orElseThrow();
      taken = deliveries.due(now, 1);
    }
    Delivery letter = next();

    assertThat(reason(letter)).isEqualTo("MaxRetryDurationExceeded");
    assertThat(letter.attempts()).isBetween(10, 11);
  }

  @Test
  void an_event_whose_time_is_over_is_given_up_when_its_next_attempt_is_due() {
    subscribed(Duration.ofMinutes(1));
    raise(1);
    attempt(DOWN);
    attempt(DOWN);

    now = deliveries.nextDue().orElseThrow();
    assertThat(now).isAfter(Samples.NOON.plusSeconds(60));
    assertThat(deliveries.counts().retried()).isEqualTo(2);
    assertThat(deliveries.due(now, 1)).isEmpty();
    Instant givenUp = now;

    assertThat(reason(next())).isEqualTo("MaxRetryDurationExceeded");
    assertThat(Duration.between(givenUp, now)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void a_held_event_dies_when_its_time_is_over() {
    subscribed(30, LETTERS);
    raise(1);

    now = now.plus(Duration.ofHours(25));

    assertThat(deliveries.due(now, 16)).isEmpty();
    Delivery letter = next();
    assertThat(reason(letter)).isEqualTo("MaxRetryDurationExceeded");
    deliveries.attempted(letter, DOWN, now);
    assertThat(deliveries.counts().pending()).as("tried again for four hours").isOne();
  }

  @Test
  void without_dead_letters_an_event_is_dropped_and_logged() {
    subscribed(1, Optional.empty());
    raise(1);

    attempt(DOWN);

    assertThat(deliveries.counts()).isEqualTo(new EventCounts(1, 1, 0, 0, 0, 0, 1, 0));
    assertThat(log)
        .singleElement()
        .asString()
        .contains("MaxDeliveryAttemptsExceeded", "for Alerts", "no dead-letter destination");
  }

  @Test
  void a_container_that_does_not_exist_loses_the_dead_letter() {
    subscribed(1, LETTERS);
    raise(1);
    attempt(DOWN);

    attempt(new Outcome.Answered(404));

    assertThat(deliveries.counts().dropped()).isOne();
    assertThat(log).singleElement().asString().contains("does not exist");
  }

  @Test
  void dead_letters_are_tried_for_four_hours() {
    subscribed(1, LETTERS);
    raise(1);
    attempt(DOWN);
    Instant givenUp = now;

    while (deliveries.nextDue().isPresent()) {
      attempt(DOWN);
    }

    assertThat(Duration.between(givenUp, now))
        .isBetween(Duration.ofMinutes(225), Duration.ofHours(4));
    assertThat(deliveries.counts().dropped()).isOne();
  }

  @Test
  void deliveries_of_a_subscription_that_is_gone_are_dropped() {
    subscribed(30, LETTERS);
    raise(1);
    deliveries.subscribers(List.of());

    assertThat(deliveries.due(now.plusSeconds(2), 16)).isEmpty();
    assertThat(deliveries.counts().dropped()).isOne();
    assertThat(deliveries.counts().pending()).isZero();
  }

  @Test
  void a_share_of_deliveries_is_made_twice_but_never_more_often() {
    deliveries = deliveries(0.05);
    subscribed(30, LETTERS);
    raise(1000);
    while (deliveries.nextDue().isPresent()) {
      attempt(OK);
    }

    EventCounts counts = deliveries.counts();
    assertThat(counts.duplicated()).isBetween(25L, 80L);
    assertThat(counts.delivered()).isEqualTo(1000 + counts.duplicated());
  }

  @Test
  void held_back_deliveries_come_when_released() {
    subscribed(30, LETTERS);
    deliveries.interference().hold(true);
    raise(3);

    assertThat(deliveries.due(now.plusSeconds(5), 16)).isEmpty();
    assertThat(deliveries.counts().pending()).isEqualTo(3);
    deliveries.interference().hold(false);

    assertThat(deliveries.due(now.plusSeconds(5), 16)).hasSize(3);
  }

  @Test
  void the_next_events_can_be_lost_delayed_or_multiplied() {
    subscribed(30, LETTERS);
    deliveries.interference().drop(2);
    deliveries.interference().delay(Duration.ofMinutes(1));
    deliveries.interference().storm(5);

    raise(3);

    assertThat(deliveries.counts()).isEqualTo(new EventCounts(3, 3, 0, 0, 4, 0, 2, 5));
    assertThat(deliveries.nextDue().orElseThrow()).isAfterOrEqualTo(now.plusSeconds(60));
  }

  @Test
  void a_dead_letter_lies_under_the_name_in_upper_case_the_date_and_the_hour() {
    Subscriber subscriber = Samples.subscriber(EventSchema.CLOUD_EVENTS, 1, LETTERS);
    ManagementEvent event = Samples.write();
    Delivery delivery =
        Delivery.first(1, event, "alerts-id", now, now)
            .attempted(DOWN, Instant.parse("2026-08-08T05:09:00Z"), now)
            .givenUp(new Delivery.GivenUp("MaxDeliveryAttemptsExceeded", now), now);

    assertThat(DeadLetter.blobName(delivery, subscriber))
        .isEqualTo("ALERTS/2026/8/8/5/" + event.id() + ".json");
    assertThat(DeadLetter.of(delivery, subscriber).path("deadletterreason").asText())
        .isEqualTo("MaxDeliveryAttemptsExceeded");
  }
}
