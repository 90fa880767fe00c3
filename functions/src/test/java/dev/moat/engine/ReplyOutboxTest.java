package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.contract.Samples;
import dev.moat.model.Outgoing;
import dev.moat.model.SetupRecord;
import dev.moat.queue.QueueException;
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import dev.moat.store.UnreadableException;
import dev.moat.store.WriteHook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Replies, of which none may hold up a setup. */
class ReplyOutboxTest {

  private static final Outgoing OWN = Samples.event("own");
  private static final Outgoing REPLY = reply("failed");

  private final World world = World.withSetup();

  @Test
  void a_reply_is_sent_after_the_commit_and_after_what_the_setup_lives_on() {
    assertThat(world.outbox.commit(Change.of(World.SETUP).send(REPLY).send(OWN))).isTrue();

    assertThat(world.queues.sent()).containsExactly(OWN, REPLY);
    assertThat(world.state().unsent()).isEmpty();
  }

  @Test
  void a_reply_that_cannot_be_sent_stops_nobody_and_is_kept() {
    refuseReplies();

    assertThat(world.outbox.commit(Change.of(World.SETUP).send(REPLY).send(OWN))).isTrue();

    assertThat(world.queues.sent()).containsExactly(OWN);
    assertThat(world.state().unsent()).containsExactly(REPLY);
  }

  @Test
  void a_turn_does_not_begin_with_replies_that_are_left() {
    refuseReplies();
    world.outbox.commit(Change.of(World.SETUP).send(REPLY));
    List<Outgoing> tried = new ArrayList<>();
    world.queues.beforeSend(tried::add);

    world.outbox.sendLeftovers(world.state());

    assertThat(tried).isEmpty();
    assertThat(world.state().unsent()).containsExactly(REPLY);
  }

  @Test
  void a_reply_that_a_crash_left_behind_is_sent_by_the_timer() {
    crashAfterCommitOf(Change.of(World.SETUP).send(REPLY));

    assertThat(world.queues.sent()).isEmpty();
    world.pass(Outbox.SENDING_GRACE.plusMillis(1));
    assertThat(world.outbox.sendAllLeftovers()).isEqualTo(1);

    assertThat(world.queues.sent()).containsExactly(REPLY);
    assertThat(world.state().unsent()).isEmpty();
  }

  @Test
  void a_reply_whose_sending_a_crash_interrupted_is_sent_again_as_it_was() {
    world.queues.afterSend(message -> World.crash());
    assertThatThrownBy(() -> world.outbox.commit(Change.of(World.SETUP).send(REPLY)))
        .hasMessage("crash");
    world.queues.afterSend(message -> {});

    world.pass(Outbox.SENDING_GRACE.plusMillis(1));
    world.outbox.sendAllLeftovers();

    assertThat(world.queues.sent()).containsExactly(REPLY, REPLY);
    assertThat(world.state().unsent()).isEmpty();
  }

  @Test
  void the_timer_tries_again_and_tells_when_the_queue_is_back() {
    refuseReplies();
    world.outbox.commit(Change.of(World.SETUP).send(REPLY));
    world.pass(Duration.ofHours(5));
    assertThat(world.outbox.sendAllLeftovers()).isZero();

    world.queues.beforeSend(message -> {});
    assertThat(world.outbox.sendAllLeftovers()).isEqualTo(1);

    assertThat(world.queues.sent()).containsExactly(REPLY);
    assertThat(world.reasons()).doesNotContain("ReplyNotSent");
  }

  @Test
  void a_reply_is_given_up_after_a_day_with_a_line_that_says_which_where_and_why() {
    refuseReplies();
    world.outbox.commit(Change.of(World.SETUP).send(REPLY));
    world.pass(Duration.ofHours(24));
    world.outbox.sendAllLeftovers();
    assertThat(world.state().unsent()).containsExactly(REPLY);

    world.pass(Duration.ofMillis(1));
    assertThat(world.outbox.sendAllLeftovers()).isZero();

    assertThat(world.state().unsent()).isEmpty();
    HistoryEntry line = world.history().get(0);
    assertThat(line.reason()).isEqualTo("ReplyNotSent");
    assertThat(line.generation()).isEqualTo(1);
    assertThat(line.text())
        .contains("Message s/1/failed for queue 'setup-outcomes'")
        .contains("PT24H")
        .contains("there is no such queue");
  }

  @Test
  void a_reply_that_arrives_at_last_is_not_given_up() {
    refuseReplies();
    world.outbox.commit(Change.of(World.SETUP).send(REPLY));
    world.pass(Duration.ofHours(25));
    world.queues.beforeSend(message -> {});

    assertThat(world.outbox.sendAllLeftovers()).isEqualTo(1);

    assertThat(world.reasons()).doesNotContain("ReplyNotSent");
  }

  @Test
  void a_queue_that_takes_none_is_left_alone_for_the_rest_of_a_run() {
    refuseReplies();
    Change change = Change.of(World.SETUP);
    for (int i = 0; i < 10; i++) {
      change.send(reply("failed/" + i));
    }
    world.outbox.commit(change);
    world.pass(Duration.ofHours(25));
    List<String> tried = new ArrayList<>();
    world.queues.beforeSend(
        message -> {
          tried.add(message.messageId());
          refuse(message);
        });

    world.outbox.sendAllLeftovers();

    assertThat(tried).hasSize(ReplyOutbox.MOST_FAILURES);
    assertThat(world.state().unsent()).isEmpty();
    assertThat(world.reasons()).filteredOn("ReplyNotSent"::equals).hasSize(10);
  }

  @Test
  void replies_come_after_what_all_setups_live_on() {
    refuseReplies();
    world.outbox.commit(Change.of(World.SETUP).send(REPLY));
    SetupRecord other = Samples.setup("anotheracr");
    assertThat(world.store.commit(Change.of(other.id()).insert(other).send(OWN))).isTrue();
    world.pass(Outbox.SENDING_GRACE.plusMillis(1));
    List<Outgoing> tried = new ArrayList<>();
    world.queues.beforeSend(tried::add);

    assertThat(world.outbox.sendAllLeftovers()).isEqualTo(2);

    assertThat(tried).containsExactly(OWN, REPLY);
  }

  @Test
  void a_setup_that_cannot_be_read_keeps_no_other_from_giving_up_its_replies() {
    refuseReplies();
    world.outbox.commit(Change.of(World.SETUP).send(REPLY));
    SetupRecord other = Samples.setup("anotheracr");
    Outgoing told = reply("told");
    assertThat(world.store.commit(Change.of(other.id()).insert(other).send(told))).isTrue();
    world.pass(Duration.ofHours(25));
    world.store.spoil(other);

    assertThatThrownBy(world.outbox::sendAllLeftovers)
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("anotheracr");

    assertThat(world.state().unsent()).isEmpty();
    assertThat(world.reasons()).contains("ReplyNotSent");
    assertThat(world.store.unsentBefore(Instant.MAX)).containsEntry(other.id(), List.of(told));
  }

  private void crashAfterCommitOf(Change change) {
    world.store.around(
        new WriteHook() {
          @Override
          public void after(Write write) {
            World.crash();
          }
        });
    assertThatThrownBy(() -> world.outbox.commit(change)).hasMessage("crash");
    world.store.around(new WriteHook() {});
  }

  private void refuseReplies() {
    world.queues.beforeSend(ReplyOutboxTest::refuse);
  }

  private static void refuse(Outgoing message) {
    if (ReplyOutbox.isReply(message)) {
      throw new QueueException(
          "Cannot send message " + message.messageId(),
          new IllegalArgumentException("there is no such queue"));
    }
  }

  private static Outgoing reply(String occasion) {
    return new Outgoing("reply/setup-outcomes", "s/1/" + occasion, "{}", Optional.empty());
  }
}
