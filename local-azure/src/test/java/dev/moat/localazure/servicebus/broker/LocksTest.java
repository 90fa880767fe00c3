package dev.moat.localazure.servicebus.broker;

import static dev.moat.localazure.servicebus.broker.World.LOCK;
import static dev.moat.localazure.servicebus.broker.World.lock;
import static dev.moat.localazure.servicebus.broker.World.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LocksTest {
  private final World world = new World(World.SETTINGS.withMaxDeliveryCount(3));

  @Test
  void messages_come_in_the_order_they_were_sent() {
    world.send("first", "second");

    assertThat(text(world.receive())).isEqualTo("first");
    assertThat(text(world.receive())).isEqualTo("second");
    assertThat(world.hasNothingToReceive()).isTrue();
  }

  @Test
  void a_locked_message_goes_to_nobody_else_until_the_lock_expires() {
    world.send("one");
    Message message = world.receive();

    assertThat(message.lockedUntil()).isEqualTo(world.clock.instant().plus(LOCK));
    world.pass(LOCK.minusMillis(1));
    assertThat(world.hasNothingToReceive()).isTrue();
    world.pass(Duration.ofMillis(1));
    assertThat(text(world.receive())).isEqualTo("one");
  }

  @Test
  void an_expired_lock_counts_as_a_failed_delivery_and_gives_the_message_its_old_place() {
    world.send("one", "two");
    world.receive();
    world.pass(LOCK);

    Message again = world.receive();

    assertThat(text(again)).isEqualTo("one");
    assertThat(again.deliveryCount()).isEqualTo(1);
  }

  @Test
  void a_lost_lock_settles_nothing() {
    world.send("one");
    Message message = world.receive();
    var token = lock(message);
    world.pass(LOCK);

    assertRefused(() -> world.queue.complete(token), Refusal.MESSAGE_LOCK_LOST);
    assertRefused(() -> world.queue.abandon(token, Map.of()), Refusal.MESSAGE_LOCK_LOST);
    assertRefused(() -> world.queue.defer(token, Map.of()), Refusal.MESSAGE_LOCK_LOST);
    assertRefused(() -> world.queue.release(token), Refusal.MESSAGE_LOCK_LOST);
    assertRefused(() -> world.queue.renewLock(token), Refusal.MESSAGE_LOCK_LOST);
    assertRefused(
        () -> world.queue.deadLetter(token, "r", "d", Map.of()), Refusal.MESSAGE_LOCK_LOST);
    assertThat(world.queue.counts().active()).isEqualTo(1);
  }

  @Test
  void renewing_extends_the_lock_from_now() {
    world.send("one");
    Message message = world.receive();
    world.pass(Duration.ofSeconds(20));

    Instant until = world.queue.renewLock(lock(message));

    assertThat(until).isEqualTo(world.clock.instant().plus(LOCK));
    world.pass(Duration.ofSeconds(29));
    assertThat(world.hasNothingToReceive()).isTrue();
    world.queue.complete(lock(message));
    assertThat(world.queue.counts().active()).isZero();
  }

  @Test
  void a_completed_message_is_gone_and_nothing_is_left_to_do() {
    world.send("one");
    world.queue.complete(lock(world.receive()));

    assertThat(world.queue.counts()).isEqualTo(new QueueCounts(0, 0, 0, 0, 0));
    assertThat(world.queue.nextDue()).isEmpty();
  }

  @Test
  void receive_and_delete_leaves_nothing_behind() {
    world.send("one");

    Message message = world.queue.receive(ReceiveMode.RECEIVE_AND_DELETE).orElseThrow();

    assertThat(message.isLocked()).isFalse();
    assertThat(world.queue.counts()).isEqualTo(new QueueCounts(0, 0, 0, 0, 0));
  }

  @Test
  void abandoning_counts_and_releasing_does_not() {
    world.send("one");

    world.queue.release(lock(world.receive()));
    Message released = world.receive();
    assertThat(released.deliveryCount()).isZero();

    world.queue.abandon(lock(released), Map.of("why", "busy"));
    Message abandoned = world.receive();
    assertThat(abandoned.deliveryCount()).isEqualTo(1);
    assertThat(abandoned.changedProperties()).containsExactly(Map.entry("why", "busy"));
  }

  @Test
  void each_delivery_has_a_lock_of_its_own() {
    world.send("one");
    var first = lock(world.receive());
    world.queue.abandon(first, Map.of());
    var second = lock(world.receive());

    assertThat(second).isNotEqualTo(first);
    assertRefused(() -> world.queue.complete(first), Refusal.MESSAGE_LOCK_LOST);
    world.queue.complete(second);
  }

  static void assertRefused(ThrowingCallable call, Refusal reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
