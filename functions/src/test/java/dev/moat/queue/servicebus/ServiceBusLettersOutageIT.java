package dev.moat.queue.servicebus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.amqp.models.AmqpMessageBody;
import com.azure.messaging.servicebus.ServiceBusMessage;
import dev.moat.contract.Samples;
import dev.moat.contract.TestClock;
import dev.moat.queue.Letter;
import dev.moat.queue.Letterbox;
import dev.moat.queue.QueueException;
import dev.moat.queue.Taking;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only the real broker shows: names, failures, and messages of other senders. */
@Timeout(120)
final class ServiceBusLettersOutageIT {

  private static final String EVENTS = "setup-events";
  private static final Letterbox DEAD = Letterbox.deadLettersOf(EVENTS);

  private final TestClock clock = new TestClock(Samples.NOON);
  private LocalQueues bus;
  private Outsiders outsiders;
  private ServiceBusLetters letters;

  @BeforeEach
  void start() throws IOException {
    bus = LocalQueues.start(clock, EVENTS, "renamed");
    outsiders = new Outsiders(bus.connectionString());
    letters =
        ServiceBusLetters.ofConnectionString(
            bus.connectionString(), name -> name.equals("step-subnet") ? "renamed" : name);
  }

  @AfterEach
  void stop() {
    letters.close();
    outsiders.close();
    bus.close();
  }

  @Test
  void settings_can_give_a_queue_another_name() {
    Letterbox box = Letterbox.deadLettersOf("step-subnet");
    outsiders.send("renamed", new ServiceBusMessage("{}").setMessageId("m"));
    outsiders.deadLetter("renamed", "r", "d");

    assertThat(letters.sendAgain(box, number(box), "again")).isEqualTo(Taking.TAKEN);
    assertThat(bus.take("renamed")).hasSize(1);
  }

  @Test
  void a_queue_that_does_not_exist_is_named() {
    assertThatExceptionOfType(QueueException.class)
        .isThrownBy(() -> letters.peek(Letterbox.deadLettersOf("step-none"), 0, 1))
        .withMessageContaining("look at the dead letters of queue step-none")
        .withMessageContaining("could not be found");
  }

  @Test
  void a_message_that_is_no_bytes_and_has_no_id_is_shown_and_sent_again_as_it_is() {
    ServiceBusMessage value = new ServiceBusMessage(AmqpMessageBody.fromValue("{\"a\":1}"));
    outsiders.send(EVENTS, value);
    outsiders.deadLetter(EVENTS, "r", "d");

    Letter letter = letters.peek(DEAD, 0, 1).get(0);
    assertThat(letter.body()).isEqualTo("{\"a\":1}");
    assertThat(letter.messageId()).isEmpty();
    assertThat(letter.contentType()).isEmpty();
    assertThat(letters.sendAgain(DEAD, letter.sequenceNumber(), "again")).isEqualTo(Taking.TAKEN);

    assertThat(bus.take(EVENTS))
        .extracting(message -> message.getRawAmqpMessage().getBody().getValue())
        .containsExactly("{\"a\":1}");
  }

  @Test
  void a_letter_that_came_by_its_time_to_live_tells_so() {
    outsiders.send(
        EVENTS, new ServiceBusMessage("{}").setTimeToLive(Duration.ofMinutes(1)).setMessageId("m"));
    outsiders.deadLetter(EVENTS, "TTLExpiredException", "The message expired.");

    assertThat(letters.sendAgain(DEAD, number(DEAD), "again")).isEqualTo(Taking.TAKEN);
    clock.advance(Duration.ofMinutes(2));

    assertThat(bus.take(EVENTS)).as("has a time to live of its own").hasSize(1);
  }

  @Test
  void what_is_given_back_is_there_at_once_for_others() {
    for (int i = 0; i < 5; i++) {
      outsiders.send(EVENTS, new ServiceBusMessage("m" + i));
      outsiders.deadLetter(EVENTS, "r", "d");
    }
    List<Letter> all = letters.peek(DEAD, 0, 9);
    Instant begin = Instant.now();

    for (int i = 4; i >= 0; i--) {
      assertThat(letters.remove(DEAD, all.get(i).sequenceNumber())).isEqualTo(Taking.TAKEN);
    }

    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(20));
    assertThat(letters.peek(DEAD, 0, 9)).isEmpty();
  }

  @Test
  void a_broker_that_is_gone_is_not_waited_for_and_found_again_when_it_is_back()
      throws IOException {
    outsiders.send(EVENTS, new ServiceBusMessage("before"));
    assertThat(letters.peek(Letterbox.waitingIn(EVENTS), 0, 1)).hasSize(1);
    outsiders.close();
    bus.stop();

    for (Runnable call :
        List.<Runnable>of(
            () -> letters.peek(Letterbox.waitingIn(EVENTS), 0, 1),
            () -> letters.remove(DEAD, 1),
            () -> letters.sendAgain(DEAD, 1, "again"))) {
      Instant begin = Instant.now();
      assertThatExceptionOfType(QueueException.class)
          .isThrownBy(call::run)
          .withMessageContaining("queue setup-events");
      assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(40));
    }

    bus.startAgain();
    outsiders = new Outsiders(bus.connectionString());
    outsiders.send(EVENTS, new ServiceBusMessage("after"));
    assertThat(letters.peek(Letterbox.waitingIn(EVENTS), 0, 1))
        .extracting(Letter::body)
        .containsExactly("after");
  }

  @Test
  void a_broker_that_goes_away_during_a_search_is_not_waited_for() {
    for (int i = 0; i < 3; i++) {
      outsiders.send(EVENTS, new ServiceBusMessage("m" + i));
    }
    Search search = new Search(outsiders.newReceiver(Letterbox.waitingIn(EVENTS)));
    assertThat(search.find(3, 3)).isPresent();
    bus.stop();
    Instant begin = Instant.now();

    search.close();

    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(40));
  }

  @Test
  void nothing_is_asked_after_the_end() {
    letters.peek(DEAD, 0, 1);
    letters.close();

    assertThatExceptionOfType(QueueException.class)
        .isThrownBy(() -> letters.peek(DEAD, 0, 1))
        .withMessageContaining("closed");
  }

  @Test
  void many_looks_at_once_share_a_connection() {
    IntStream.range(0, 3).forEach(i -> outsiders.send(EVENTS, new ServiceBusMessage("m" + i)));
    List<Integer> seen =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> letters.peek(Letterbox.waitingIn(EVENTS), 0, 9).size())
            .toList();

    assertThat(seen).containsOnly(3);
  }

  private long number(Letterbox box) {
    return letters.peek(box, 0, 1).get(0).sequenceNumber();
  }
}
