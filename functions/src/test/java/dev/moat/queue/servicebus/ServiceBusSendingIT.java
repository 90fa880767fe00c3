package dev.moat.queue.servicebus;

import static dev.moat.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import dev.moat.contract.Samples;
import dev.moat.contract.TestClock;
import dev.moat.localazure.servicebus.broker.Quota;
import dev.moat.model.Outgoing;
import dev.moat.queue.QueueException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only the real broker shows: duplicates, names, failures. */
@Timeout(60)
final class ServiceBusSendingIT {

  private static final String EVENTS = "setup-events";

  private final TestClock clock = new TestClock(Samples.NOON);
  private LocalQueues bus;
  private ServiceBusQueues queues;

  @BeforeEach
  void start() throws IOException {
    bus = LocalQueues.start(clock, EVENTS, "renamed");
    queues =
        ServiceBusQueues.ofConnectionString(
            bus.connectionString(), name -> name.equals("step-subnet") ? "renamed" : name);
  }

  @AfterEach
  void stop() {
    queues.close();
    bus.close();
  }

  @Test
  void a_message_says_that_it_is_json() {
    queues.send(event("m"));

    assertThat(bus.take(EVENTS))
        .extracting(ServiceBusReceivedMessage::getContentType)
        .containsExactly("application/json");
  }

  @Test
  void a_message_of_another_form_says_so_and_what_its_receiver_knows_it_by() {
    queues.send(
        new Outgoing(
            EVENTS,
            "m",
            "{}",
            Optional.empty(),
            Map.of(),
            Optional.of("application/cloudevents+json"),
            Optional.of("order-4711")));

    assertThat(bus.take(EVENTS))
        .extracting(
            ServiceBusReceivedMessage::getContentType, ServiceBusReceivedMessage::getCorrelationId)
        .containsExactly(tuple("application/cloudevents+json", "order-4711"));
  }

  @Test
  void a_queue_that_the_settings_do_not_know_is_a_failure_to_send() {
    ServiceBusQueues strict =
        ServiceBusQueues.ofConnectionString(
            bus.connectionString(),
            name -> {
              throw new IllegalArgumentException("Moat may not reply to queue '" + name + "'");
            });

    assertThatExceptionOfType(QueueException.class)
        .isThrownBy(() -> strict.send(event("m")))
        .withMessage("Cannot send message m: Moat may not reply to queue 'setup-events'");
    assertThatExceptionOfType(QueueException.class)
        .isThrownBy(() -> strict.sendAll(List.of(event("m"), event("m/2"))))
        .withMessage("Cannot send message m: Moat may not reply to queue 'setup-events'");
  }

  @Test
  void a_message_sent_again_is_dropped_by_the_queue() {
    String longId = "m/".repeat(100);
    queues.send(event(longId));
    queues.send(event(longId));
    queues.send(later("later"));
    queues.send(later("later"));

    clock.advance(Duration.ofMinutes(1));

    assertThat(bus.take(EVENTS)).hasSize(2);
  }

  @Test
  void messages_sent_again_at_a_time_are_dropped_by_the_queue() {
    queues.send(event("m/1"));
    List<Outgoing> all = List.of(event("m/1"), event("m/2"), later("later"), event("m/2"));
    queues.sendAll(all);
    queues.sendAll(all);

    clock.advance(Duration.ofMinutes(1));

    assertThat(bus.take(EVENTS))
        .extracting(ServiceBusReceivedMessage::getMessageId)
        .containsExactlyInAnyOrder("m/1", "m/2", "later");
  }

  @Test
  void a_batch_is_one_transfer_and_refused_as_a_whole() throws IOException {
    String body = "x".repeat(1_000);
    List<Outgoing> all =
        IntStream.range(0, 20)
            .mapToObj(i -> new Outgoing(EVENTS, "m/" + i, body, Optional.empty()))
            .toList();
    try (LocalQueues small = LocalQueues.start(new Quota(256 * 1024, 10_000), clock, EVENTS);
        ServiceBusQueues full =
            ServiceBusQueues.ofConnectionString(
                small.connectionString(), UnaryOperator.identity())) {
      assertThatExceptionOfType(QueueException.class)
          .isThrownBy(() -> full.sendAll(all))
          .withMessageContaining(
              "Cannot send all of 20 messages, of which message m/0 is the first")
          .withMessageContaining("queue setup-events");
      assertThat(small.take(EVENTS)).isEmpty();

      full.sendAll(all.subList(0, 5));
      assertThat(small.take(EVENTS)).hasSize(5);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "262044, message large is larger than a batch may be",
    "300000, Size of the payload exceeded maximum message size"
  })
  void a_message_that_fits_into_no_batch_is_a_failure_to_send(int length, String why) {
    Outgoing large = new Outgoing(EVENTS, "large", "x".repeat(length), Optional.empty());

    assertThatExceptionOfType(QueueException.class)
        .isThrownBy(() -> queues.sendAll(List.of(event("small"), large)))
        .withMessageContaining("Cannot send all of 2 messages, of which message small is the first")
        .withMessageContaining(why);
  }

  @Test
  void settings_can_give_a_queue_another_name() {
    queues.send(new Outgoing("step-subnet", "m", "{}", Optional.empty()));

    assertThat(bus.take("renamed")).hasSize(1);
  }

  @Test
  void a_queue_that_does_not_exist_is_named() {
    assertThatExceptionOfType(QueueException.class)
        .isThrownBy(() -> queues.send(new Outgoing("step-none", "m/1", "{}", Optional.empty())))
        .withMessageContaining("message m/1")
        .withMessageContaining("queue step-none")
        .withMessageContaining("could not be found");
  }

  @Test
  void a_broker_that_is_gone_is_not_waited_for_and_found_again_when_it_is_back()
      throws IOException {
    queues.send(event("before"));
    bus.stop();
    Instant start = Instant.now();

    for (Outgoing message : List.of(event("m/2"), later("m/2"))) {
      assertThatExceptionOfType(QueueException.class)
          .isThrownBy(() -> queues.send(message))
          .withMessageContaining("message m/2")
          .withMessageContaining("queue setup-events");
    }
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(50));

    bus.startAgain();
    queues.send(event("after"));

    assertThat(bus.take(EVENTS))
        .extracting(ServiceBusReceivedMessage::getMessageId)
        .containsExactly("after");
  }

  @Test
  void nothing_is_sent_after_the_end() {
    queues.send(event("m"));
    queues.close();

    assertThatExceptionOfType(QueueException.class)
        .isThrownBy(() -> queues.send(event("m/2")))
        .withMessageContaining("closed");
  }

  @Test
  void queues_that_were_never_used_are_closed_without_a_connection() {
    bus.stop();

    ServiceBusQueues.ofConnectionString(bus.connectionString(), UnaryOperator.identity()).close();
  }

  private static Outgoing later(String messageId) {
    return new Outgoing(
        EVENTS, messageId, "{}", Optional.of(Samples.NOON.plus(Duration.ofSeconds(30))));
  }
}
