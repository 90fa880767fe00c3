package dev.moat.localazure.servicebus.broker;

import static dev.moat.localazure.servicebus.broker.LocksTest.assertRefused;
import static dev.moat.localazure.servicebus.broker.World.LOCK;
import static dev.moat.localazure.servicebus.broker.World.inSession;
import static dev.moat.localazure.servicebus.broker.World.lock;
import static dev.moat.localazure.servicebus.broker.World.receive;
import static dev.moat.localazure.servicebus.broker.World.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private final World world =
      new World(World.SETTINGS.withRequiresSession(true).withMaxDeliveryCount(2));
  private final AtomicInteger lost = new AtomicInteger();

  private SessionLock accept(String id) {
    return world.queue.sessions().accept(id, lost::incrementAndGet);
  }

  @Test
  void a_session_gives_its_own_messages_in_order() {
    world.send(inSession("a", "a1"), inSession("b", "b1"), inSession("a", "a2"));
    SessionLock a = accept("a");

    assertThat(text(receive(a))).isEqualTo("a1");
    assertThat(text(receive(a))).isEqualTo("a2");
    assertThat(a.receive(ReceiveMode.PEEK_LOCK)).isEmpty();
  }

  @Test
  void a_session_has_one_holder_at_a_time() {
    SessionLock first = accept("a");
    assertRefused(() -> accept("a"), Refusal.SESSION_CANNOT_BE_LOCKED);
    first.close();

    assertThat(accept("a").sessionId()).isEqualTo("a");
  }

  @Test
  void the_next_session_is_the_free_one_with_the_oldest_message() {
    world.send(inSession("a", "a1"), inSession("b", "b1"), inSession("c", "c1"));
    accept("a");

    assertThat(next()).isEqualTo("b");
    assertThat(next()).isEqualTo("c");
    assertThat(world.queue.sessions().acceptNext(lost::incrementAndGet)).isEmpty();
  }

  private String next() {
    return world.queue.sessions().acceptNext(lost::incrementAndGet).orElseThrow().sessionId();
  }

  @Test
  void a_lock_that_expires_is_told_and_counts_as_failed_delivery_of_what_was_unsettled() {
    world.send(inSession("a", "a1"), inSession("a", "a2"));
    SessionLock session = accept("a");
    var token = lock(receive(session));
    world.pass(LOCK);

    assertRefused(() -> world.queue.complete(token), Refusal.MESSAGE_LOCK_LOST);
    assertRefused(() -> world.queue.sessions().renewLock("a"), Refusal.SESSION_LOCK_LOST);
    assertThat(session.receive(ReceiveMode.PEEK_LOCK)).isEmpty();
    assertThat(lost).hasValue(1);
    SessionLock again = accept("a");
    assertThat(receive(again).deliveryCount()).isEqualTo(1);
    assertThat(receive(again).deliveryCount()).isZero();
  }

  @Test
  void closing_a_session_gives_its_messages_back_uncounted() {
    world.send(inSession("a", "a1"));
    SessionLock session = accept("a");
    receive(session);
    session.close();

    assertThat(receive(accept("a")).deliveryCount()).isZero();
    assertThat(lost).hasValue(0);
  }

  @Test
  void closing_a_lost_session_leaves_its_new_holder_alone() {
    SessionLock old = accept("a");
    world.pass(LOCK);
    accept("a");
    old.close();

    assertRefused(() -> accept("a"), Refusal.SESSION_CANNOT_BE_LOCKED);
  }

  @Test
  void renewing_a_session_extends_the_locks_of_its_messages() {
    world.send(inSession("a", "a1"));
    Message message = receive(accept("a"));
    world.pass(LOCK.dividedBy(2));

    assertThat(world.queue.sessions().renewLock("a")).isEqualTo(world.clock.instant().plus(LOCK));
    assertThat(message.lockedUntil()).isEqualTo(world.clock.instant().plus(LOCK));
    assertRefused(() -> world.queue.renewLock(lock(message)), Refusal.NOT_ALLOWED);
    world.pass(LOCK.minusMillis(1));
    world.queue.complete(lock(message));
    assertThat(world.queue.counts().active()).isZero();
  }

  @Test
  void state_stays_with_the_session_and_only_its_holder_reaches_it() {
    SessionLock session = accept("a");
    world.queue.sessions().setState("a", "half".getBytes(StandardCharsets.UTF_8));
    session.close();

    assertRefused(() -> world.queue.sessions().state("a"), Refusal.SESSION_LOCK_LOST);
    accept("a");
    assertThat(world.queue.sessions().state("a")).asString().isEqualTo("half");
    world.queue.sessions().setState("a", null);
    assertThat(world.queue.sessions().state("a")).isNull();
  }

  @Test
  void a_message_needs_a_session_id_and_a_receiver_a_session() {
    assertRefused(() -> world.send("stray"), Refusal.NOT_ALLOWED);
    assertRefused(() -> world.queue.receive(ReceiveMode.PEEK_LOCK), Refusal.NOT_ALLOWED);
    World plain = new World(World.SETTINGS);
    assertRefused(() -> plain.queue.sessions().accept("a", () -> {}), Refusal.NOT_ALLOWED);
  }

  @Test
  void an_abandoned_message_comes_first_again_until_it_is_dead_lettered() {
    world.send(inSession("a", "a1"), inSession("a", "a2"));
    SessionLock session = accept("a");
    world.queue.abandon(lock(receive(session)), Map.of());
    world.queue.abandon(lock(receive(session)), Map.of());

    assertThat(text(receive(session))).isEqualTo("a2");
    assertThat(receive(world.deadLetters()).sessionId()).isEqualTo("a");
  }

  @Test
  void deferred_messages_go_to_the_holder_of_their_session_only() {
    world.send(inSession("a", "a1"), inSession("b", "b1"));
    SessionLock a = accept("a");
    world.queue.defer(lock(receive(a)), Map.of());
    accept("b");

    assertThat(receiveDeferred("b")).isEmpty();
    Message deferred = receiveDeferred("a").get(0);
    assertThat(deferred.lockedUntil()).isEqualTo(a.lockedUntil());
    a.close();
    assertRefused(() -> receiveDeferred("a"), Refusal.SESSION_LOCK_LOST);
    assertThat(world.queue.counts().deferred()).isEqualTo(1);
  }

  private List<Message> receiveDeferred(String sessionId) {
    return world.queue.receiveDeferred(List.of(1L), ReceiveMode.PEEK_LOCK, sessionId);
  }
}
