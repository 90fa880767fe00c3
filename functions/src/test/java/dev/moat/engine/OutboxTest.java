package dev.moat.engine;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import dev.moat.contract.Samples;
import dev.moat.model.Outgoing;
import dev.moat.model.SetupRecord;
import dev.moat.queue.QueueException;
import dev.moat.store.Change;
import dev.moat.store.StoreException;
import dev.moat.store.UnreadableException;
import dev.moat.store.WriteHook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private static final Outgoing FIRST = Samples.event("first");
  private static final Outgoing SECOND = Samples.event("second");

  private final World world = World.withSetup();

  @Test
  void commits_then_sends_then_forgets() {
    List<Integer> unsentWhileSending = new ArrayList<>();
    world.queues.beforeSend(message -> unsentWhileSending.add(world.state().unsent().size()));

    boolean committed = world.outbox.commit(change());

    assertThat(committed).isTrue();
    assertThat(unsentWhileSending).containsExactly(2, 2);
    assertThat(world.queues.sent()).containsExactly(FIRST, SECOND);
    assertThat(world.state().unsent()).isEmpty();
  }

  @Test
  void what_came_too_late_sends_nothing() {
    Change late = change().replace(world.state().setup(), world.setup());
    world.touchSetup();

    assertThat(world.outbox.commit(late)).isFalse();

    assertThat(world.queues.sent()).isEmpty();
    assertThat(world.state().unsent()).isEmpty();
  }

  @Test
  void what_could_not_be_sent_is_left_for_the_timer() {
    breakDownAt(SECOND);
    world.pass(Outbox.SENDING_GRACE.plusMillis(1));
    world.queues.take();

    int sent = world.outbox.sendAllLeftovers();

    assertThat(sent).isEqualTo(2);
    assertThat(world.queues.sent()).containsExactly(FIRST, SECOND);
    assertThat(world.state().unsent()).isEmpty();
  }

  @Test
  void the_timer_leaves_fresh_messages_to_those_who_committed_them() {
    breakDownAt(FIRST);
    world.pass(Outbox.SENDING_GRACE);

    assertThat(world.outbox.sendAllLeftovers()).isZero();

    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void what_the_timer_could_not_send_stays() {
    breakDownAt(FIRST);
    world.pass(Duration.ofMinutes(5));
    world.queues.beforeSend(OutboxTest::refuse);

    assertThatThrownBy(world.outbox::sendAllLeftovers).isInstanceOf(QueueException.class);

    assertThat(world.state().unsent()).containsExactly(FIRST, SECOND);
  }

  @Test
  void a_queue_that_takes_nothing_holds_up_no_other_setup() {
    breakDownAt(FIRST);
    SetupRecord other = Samples.setup("anotheracr");
    Outgoing waiting = Samples.event("another");
    assertThat(world.store.commit(Change.of(other.id()).insert(other).send(waiting))).isTrue();
    world.pass(Duration.ofMinutes(5));
    world.queues.beforeSend(
        sent -> {
          if (sent.equals(FIRST)) {
            refuse(sent);
          }
        });

    assertThatThrownBy(world.outbox::sendAllLeftovers).isInstanceOf(QueueException.class);

    assertThat(world.queues.sent()).contains(waiting);
    assertThat(world.store.load(other.id()).orElseThrow().unsent()).isEmpty();
  }

  @Test
  void a_message_that_cannot_be_read_holds_up_no_other() {
    breakDownAt(FIRST);
    SetupRecord other = Samples.setup("anotheracr");
    Outgoing waiting = Samples.event("another");
    assertThat(world.store.commit(Change.of(other.id()).insert(other).send(waiting))).isTrue();
    world.pass(Duration.ofMinutes(5));
    world.store.spoil(FIRST);

    assertThatThrownBy(world.outbox::sendAllLeftovers)
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("first");

    assertThat(world.queues.sent()).containsExactlyInAnyOrder(SECOND, waiting);
    assertThat(world.store.load(other.id()).orElseThrow().unsent()).isEmpty();
  }

  @Test
  void each_message_that_cannot_be_read_is_told_until_it_can_be() {
    breakDownAt(FIRST);
    world.pass(Duration.ofMinutes(5));
    world.store.spoil(FIRST);
    world.store.spoil(SECOND);

    for (int run = 0; run < 2; run++) {
      assertThatThrownBy(world.outbox::sendAllLeftovers)
          .hasMessageContaining("first")
          .satisfies(
              first ->
                  assertThat(first.getSuppressed())
                      .singleElement(as(THROWABLE))
                      .hasMessageContaining("second"));
    }
    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void a_setup_whose_sent_messages_cannot_be_forgotten_holds_up_no_other() {
    breakDownAt(FIRST);
    SetupRecord other = Samples.setup("anotheracr");
    Outgoing waiting = Samples.event("another");
    assertThat(world.store.commit(Change.of(other.id()).insert(other).send(waiting))).isTrue();
    world.pass(Duration.ofMinutes(5));
    world.store.around(
        new WriteHook() {
          private boolean failed;

          @Override
          public void before(Write write) {
            if (!failed) {
              failed = true;
              throw new StoreException("Cannot forget the first");
            }
          }
        });

    assertThatThrownBy(world.outbox::sendAllLeftovers).hasMessage("Cannot forget the first");

    assertThat(world.queues.sent()).containsExactlyInAnyOrder(FIRST, SECOND, waiting);
  }

  private void breakDownAt(Outgoing message) {
    world.queues.beforeSend(
        sent -> {
          if (sent.equals(message)) {
            refuse(sent);
          }
        });
    assertThatThrownBy(() -> world.outbox.commit(change())).isInstanceOf(QueueException.class);
    assertThat(world.state().unsent()).containsExactly(FIRST, SECOND);
    world.queues.beforeSend(sent -> {});
  }

  private static void refuse(Outgoing message) {
    throw new QueueException("No broker for " + message.messageId(), new RuntimeException());
  }

  private static Change change() {
    return Change.of(World.SETUP).send(FIRST).send(SECOND);
  }
}
