package dev.moat.localazure.servicebus.broker;

import static dev.moat.localazure.servicebus.broker.LocksTest.assertRefused;
import static dev.moat.localazure.servicebus.broker.World.LOCK;
import static dev.moat.localazure.servicebus.broker.World.lock;
import static dev.moat.localazure.servicebus.broker.World.message;
import static dev.moat.localazure.servicebus.broker.World.receive;
import static dev.moat.localazure.servicebus.broker.World.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLetteringTest {
  private final World world = new World(World.SETTINGS.withMaxDeliveryCount(2));

  @Test
  void a_dead_lettered_message_carries_reason_source_and_properties_and_its_number() {
    world.send("one", "two");
    world.receive();
    Message second = world.receive();
    world.queue.deadLetter(lock(second), "Malformed", "no registry", Map.of("line", 3));

    Message dead = receive(world.deadLetters());

    assertThat(text(dead)).isEqualTo("two");
    assertThat(dead.sequenceNumber()).isEqualTo(2);
    assertThat(dead.deadLetterSource()).isEqualTo("orders");
    assertThat(dead.changedProperties())
        .containsEntry("DeadLetterReason", "Malformed")
        .containsEntry("DeadLetterErrorDescription", "no registry")
        .containsEntry("line", 3);
    assertThat(world.queue.counts()).isEqualTo(new QueueCounts(1, 1, 0, 0, 1));
  }

  @Test
  void a_message_abandoned_too_often_is_dead_lettered() {
    world.send("one");
    world.queue.abandon(lock(world.receive()), Map.of());
    world.queue.abandon(lock(world.receive()), Map.of());

    assertThat(world.hasNothingToReceive()).isTrue();
    assertThat(receive(world.deadLetters()).changedProperties())
        .containsEntry("DeadLetterReason", "MaxDeliveryCountExceeded")
        .containsEntry(
            "DeadLetterErrorDescription",
            "Message could not be consumed after 2 delivery attempts.");
  }

  @Test
  void a_message_whose_lock_expires_too_often_is_dead_lettered() {
    world.send("one");
    world.receive();
    world.pass(LOCK);
    world.receive();
    world.pass(LOCK);

    assertThat(world.queue.counts().deadLettered()).isEqualTo(1);
  }

  @Test
  void a_dead_letter_stays_however_often_it_fails() {
    world.send("one");
    world.queue.deadLetter(lock(world.receive()), null, null, Map.of());
    for (int i = 0; i < 20; i++) {
      world.deadLetters().abandon(lock(receive(world.deadLetters())), Map.of());
    }

    assertThat(text(receive(world.deadLetters()))).isEqualTo("one");
  }

  @Test
  void a_dead_letter_cannot_be_dead_lettered_again_and_stays_locked() {
    world.send("one");
    world.queue.deadLetter(lock(world.receive()), null, null, Map.of());
    var token = lock(receive(world.deadLetters()));

    assertRefused(
        () -> world.deadLetters().deadLetter(token, null, null, Map.of()), Refusal.NOT_ALLOWED);
    world.deadLetters().complete(token);
    assertThat(world.queue.counts().deadLettered()).isZero();
  }

  @Test
  void nobody_sends_to_a_dead_letter_queue() {
    assertRefused(() -> world.deadLetters().send(List.of(message("one"))), Refusal.NOT_ALLOWED);
  }

  @Test
  void a_lock_on_a_dead_letter_expires_too() {
    world.send("one");
    world.queue.deadLetter(lock(world.receive()), null, null, Map.of());
    receive(world.deadLetters());
    world.pass(LOCK);

    assertThat(receive(world.deadLetters()).deliveryCount()).isEqualTo(1);
  }
}
