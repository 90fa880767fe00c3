package dev.moat.localazure.servicebus.broker;

import static dev.moat.localazure.servicebus.broker.World.LOCK;
import static dev.moat.localazure.servicebus.broker.World.lock;
import static dev.moat.localazure.servicebus.broker.World.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeferralTest {
  private final World world = new World(World.SETTINGS.withMaxDeliveryCount(2));

  private List<Message> receiveDeferred(long number) {
    return world.queue.receiveDeferred(List.of(number), ReceiveMode.PEEK_LOCK, null);
  }

  @Test
  void a_deferred_message_comes_only_when_asked_for_by_number() {
    world.send("one", "two");
    world.queue.defer(lock(world.receive()), Map.of("why", "later"));

    assertThat(text(world.receive())).isEqualTo("two");
    Message deferred = receiveDeferred(1).get(0);
    assertThat(text(deferred)).isEqualTo("one");
    assertThat(deferred.state()).isEqualTo(MessageState.DEFERRED);
    assertThat(deferred.changedProperties()).containsEntry("why", "later");
    world.queue.complete(lock(deferred));
    assertThat(receiveDeferred(1)).isEmpty();
  }

  @Test
  void a_deferred_message_that_is_given_back_stays_deferred() {
    world.send("one");
    world.queue.defer(lock(world.receive()), Map.of());
    receiveDeferred(1);
    assertThat(receiveDeferred(1)).isEmpty();
    world.pass(LOCK);

    assertThat(world.hasNothingToReceive()).isTrue();
    Message again = receiveDeferred(1).get(0);
    assertThat(again.deliveryCount()).isEqualTo(1);
    world.queue.abandon(lock(again), Map.of());
    assertThat(world.queue.counts()).isEqualTo(new QueueCounts(0, 0, 0, 0, 1));
  }

  @Test
  void a_deferred_message_expires_when_it_is_asked_for_and_not_before() {
    World mortal = new World(World.SETTINGS.withDefaultMessageTimeToLive(LOCK));
    mortal.send("one");
    mortal.queue.defer(lock(mortal.receive()), Map.of());
    mortal.pass(Duration.ofHours(1));
    assertThat(mortal.queue.counts().deferred()).isEqualTo(1);

    assertThat(mortal.queue.receiveDeferred(List.of(1L), ReceiveMode.PEEK_LOCK, null)).isEmpty();
    assertThat(mortal.queue.counts().deferred()).isZero();
  }

  @Test
  void a_deferred_message_can_be_received_and_deleted() {
    world.send("one");
    world.queue.defer(lock(world.receive()), Map.of());

    assertThat(world.queue.receiveDeferred(List.of(1L), ReceiveMode.RECEIVE_AND_DELETE, null))
        .hasSize(1);
    assertThat(world.queue.counts()).isEqualTo(new QueueCounts(0, 0, 0, 0, 0));
  }

  @Test
  void peeking_shows_messages_in_every_state_and_changes_none() {
    world.send("deferred", "locked", "active");
    world.send(world.scheduledIn(LOCK, "scheduled"));
    world.queue.defer(lock(world.receive()), Map.of());
    world.receive();

    assertThat(world.queue.peek(1, 10, null))
        .extracting(World::text)
        .containsExactly("deferred", "locked", "active", "scheduled");
    assertThat(world.queue.peek(2, 2, null))
        .extracting(World::text)
        .containsExactly("locked", "active");
    assertThat(text(world.receive())).isEqualTo("active");
  }
}
