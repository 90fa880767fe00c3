package dev.moat.localazure.servicebus.broker;

import static dev.moat.localazure.servicebus.broker.LocksTest.assertRefused;
import static dev.moat.localazure.servicebus.broker.World.LOCK;
import static dev.moat.localazure.servicebus.broker.World.living;
import static dev.moat.localazure.servicebus.broker.World.lock;
import static dev.moat.localazure.servicebus.broker.World.receive;
import static dev.moat.localazure.servicebus.broker.World.text;
import static dev.moat.localazure.servicebus.broker.World.withId;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void a_scheduled_message_waits_for_its_time_and_then_joins_the_end_of_the_queue() {
    World world = new World(World.SETTINGS);
    long number = world.queue.schedule(List.of(world.scheduledIn(MINUTE, "later"))).get(0);
    world.send("now");
    assertThat(world.queue.nextDue()).contains(world.clock.instant().plus(MINUTE));
    assertThat(world.queue.counts()).isEqualTo(new QueueCounts(1, 0, 0, 1, 0));
    world.pass(MINUTE);

    world.queue.complete(lock(world.receive()));
    Message message = world.receive();

    assertThat(text(message)).isEqualTo("later");
    assertThat(message.sequenceNumber()).isEqualTo(3);
    assertThat(message.enqueuedSequenceNumber()).isEqualTo(number);
    assertThat(message.enqueuedTime()).isEqualTo(world.clock.instant());
    assertThat(message.state()).isEqualTo(MessageState.ACTIVE);
  }

  @Test
  void a_message_scheduled_for_the_past_is_active_at_once() {
    World world = new World(World.SETTINGS);
    world.send(world.scheduledIn(MINUTE.negated(), "late"));

    assertThat(text(world.receive())).isEqualTo("late");
  }

  @Test
  void a_cancelled_message_never_comes() {
    World world = new World(World.SETTINGS);
    List<Long> numbers =
        world.queue.schedule(
            List.of(world.scheduledIn(MINUTE, "one"), world.scheduledIn(MINUTE, "two")));

    world.queue.cancelScheduled(numbers.subList(0, 1));
    world.pass(MINUTE);

    assertThat(text(world.receive())).isEqualTo("two");
    assertThat(world.hasNothingToReceive()).isTrue();
  }

  @Test
  void cancelling_is_all_or_nothing_and_refused_once_a_message_is_active() {
    World world = new World(World.SETTINGS);
    List<Long> numbers =
        world.queue.schedule(
            List.of(world.scheduledIn(MINUTE, "one"), world.scheduledIn(HOUR, "two")));
    world.pass(MINUTE);

    assertRefused(() -> world.queue.cancelScheduled(numbers), Refusal.MESSAGE_NOT_FOUND);
    assertThat(world.queue.counts().scheduled()).isEqualTo(1);
  }

  @Test
  void an_expired_message_is_dropped() {
    World world = new World(World.SETTINGS);
    world.send(living(MINUTE, "short"));
    world.send("long");
    world.pass(MINUTE);

    assertThat(text(world.receive())).isEqualTo("long");
    assertThat(world.queue.counts()).isEqualTo(new QueueCounts(1, 1, 0, 0, 0));
  }

  @Test
  void an_expired_message_is_dead_lettered_where_the_queue_says_so() {
    World world = new World(World.SETTINGS.withDeadLetteringOnMessageExpiration(true));
    world.send(living(MINUTE, "short"));
    world.pass(MINUTE);
    world.queue.advance();

    Message dead = receive(world.deadLetters());

    assertThat(dead.changedProperties())
        .containsEntry("DeadLetterReason", "TTLExpiredException")
        .containsEntry("DeadLetterErrorDescription", "The message expired and was dead lettered.");
    assertThat(dead.timeToLive()).isNull();
  }

  @Test
  void the_shorter_life_counts_of_message_and_queue() {
    World world = new World(World.SETTINGS.withDefaultMessageTimeToLive(MINUTE));
    world.send(living(HOUR, "wants more"));
    world.send("wants nothing");
    world.send(living(Duration.ofSeconds(1), "wants less"));

    assertThat(world.queue.peek(0, 10, null))
        .extracting(Message::timeToLive)
        .containsExactly(MINUTE, MINUTE, Duration.ofSeconds(1));
  }

  @Test
  void a_scheduled_message_lives_from_its_activation() {
    World world = new World(World.SETTINGS.withDefaultMessageTimeToLive(MINUTE));
    world.send(world.scheduledIn(HOUR, "later"));
    world.pass(HOUR);
    world.queue.advance();
    world.pass(MINUTE.minusMillis(1));

    assertThat(text(world.receive())).isEqualTo("later");
  }

  @Test
  void an_expired_message_stays_with_its_holder_and_goes_when_given_back() {
    World world = new World(World.SETTINGS.withDefaultMessageTimeToLive(LOCK.dividedBy(2)));
    world.send("completed", "abandoned");
    var first = lock(world.receive());
    var second = lock(world.receive());
    world.pass(LOCK.dividedBy(2));

    assertThat(world.queue.counts().active()).isEqualTo(2);
    world.queue.complete(first);
    world.queue.abandon(second, Map.of());
    assertThat(world.queue.counts()).isEqualTo(new QueueCounts(0, 0, 0, 0, 0));
  }

  @Test
  void a_message_id_is_remembered_for_the_window_and_no_longer() {
    World world = new World(World.SETTINGS.withDuplicateDetection(MINUTE));
    world.send(withId("a"));
    world.pass(MINUTE.minusMillis(1));
    world.send(withId("a"), withId("b"), withId("b"));
    assertThat(world.queue.counts().active()).isEqualTo(2);
    world.pass(Duration.ofMillis(1));
    world.send(withId("a"));

    assertThat(world.queue.counts().active()).isEqualTo(3);
  }

  @Test
  void a_duplicate_is_one_even_when_the_first_is_completed() {
    World world = new World(World.SETTINGS.withDuplicateDetection(MINUTE));
    world.send(withId("a"));
    world.queue.complete(lock(world.receive()));
    world.send(withId("a"));

    assertThat(world.hasNothingToReceive()).isTrue();
  }

  @Test
  void without_detection_or_without_an_id_nothing_is_a_duplicate() {
    World plain = new World(World.SETTINGS);
    plain.send(withId("a"), withId("a"));
    World detecting = new World(World.SETTINGS.withDuplicateDetection(MINUTE));
    detecting.send("a", "a");

    assertThat(plain.queue.counts().active()).isEqualTo(2);
    assertThat(detecting.queue.counts().active()).isEqualTo(2);
  }
}
