package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.model.Outgoing;
import dev.moat.model.SetupId;
import dev.moat.queue.QueueException;
import dev.moat.store.Sweeps.Sweep;
import dev.moat.store.UnreadableException;
import dev.moat.store.WriteHook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With a budget of 100 reads in a run. */
class SweeperTest {

  private final World world = new World();

  @Test
  void what_is_due_is_looked_at_as_a_whole() {
    plan("a", "s1", 40, -60);

    assertThat(sweep()).isEqualTo(1);

    Outgoing sent = world.queues.sentTo(Messages.DRIFT_CHECKS).get(0);
    DriftCheckCall call = Messages.readDriftCheck(sent.body());
    assertThat(call.setup()).isEqualTo(new SetupId("a"));
    assertThat(call.everything()).isTrue();
    assertThat(sent.notBefore()).contains(World.NOON);
  }

  @Test
  void what_is_not_due_is_left_alone() {
    plan("a", "s1", 40, 1);
    plan("b", "s1", 40, 0);

    assertThat(sweep()).isEqualTo(1);

    assertThat(asked()).containsExactly("b");
  }

  @Test
  void what_was_asked_for_is_due_again_in_its_next_slot() {
    plan("a", "s1", 40, -60);

    sweep();

    assertThat(sweep()).isZero();
    Instant next = new SweepSlots(Duration.ofHours(6)).next(new SetupId("a"), World.NOON);
    assertThat(world.store.due(next)).containsExactly(new Sweep(new SetupId("a"), "s1", 40, next));
    assertThat(world.store.due(next.minusMillis(1))).isEmpty();
  }

  @Test
  void a_run_asks_for_no_more_reads_than_the_budget_and_begins_with_the_longest_overdue() {
    plan("a", "s1", 40, -10);
    plan("b", "s1", 40, -30);
    plan("c", "s1", 40, -20);
    plan("d", "s1", 20, -5);

    assertThat(sweep()).isEqualTo(3);
    assertThat(asked()).containsExactly("b", "c", "d");
    world.queues.take();

    assertThat(sweep()).isEqualTo(1);
    assertThat(asked()).containsExactly("a");
  }

  @Test
  void each_subscription_has_a_budget_of_its_own_however_it_is_spelled() {
    plan("a", "S1", 60, -30);
    plan("b", "s1", 60, -20);
    plan("c", "s2", 60, -10);

    sweep();

    assertThat(asked()).containsExactly("a", "c");
  }

  @Test
  void a_setup_that_is_larger_than_the_budget_has_a_run_to_itself() {
    plan("a", "s1", 10, -30);
    plan("huge", "s1", 500, -20);
    plan("b", "s1", 10, -10);

    sweep();
    assertThat(asked()).containsExactly("a", "b");
    world.queues.take();
    plan("c", "s1", 10, -5);

    sweep();
    assertThat(asked()).containsExactly("huge");
  }

  @Test
  void where_azure_throttles_nothing_is_asked_for() {
    plan("a", "s1", 40, -60);
    plan("b", "s2", 40, -60);
    world.store.throttle("s1", World.NOON.plusSeconds(5));

    assertThat(sweep()).isEqualTo(1);
    assertThat(asked()).containsExactly("b");
    world.queues.take();
    world.pass(Duration.ofSeconds(6));

    sweep();
    assertThat(asked()).containsExactly("a");
  }

  @Test
  void what_a_crash_asked_for_twice_is_one_message() {
    plan("a", "s1", 40, -60);
    world.store.around(
        new WriteHook() {
          @Override
          public void before(Write write) {
            throw new IllegalStateException("crash");
          }
        });
    assertThatThrownBy(this::sweep).hasMessage("crash");
    world.store.around(new WriteHook() {});
    world.pass(Duration.ofMinutes(1));

    sweep();

    assertThat(world.queues.sent()).hasSize(2);
    assertThat(world.queues.sent())
        .extracting(Outgoing::messageId)
        .containsOnly("a/sweep/" + World.NOON.minusSeconds(60).getEpochSecond());
  }

  @Test
  void a_sweep_that_cannot_be_read_holds_up_no_other() {
    plan("a", "s1", 40, -60);
    plan("b", "s1", 40, -30);
    world.store.spoil(new Sweep(new SetupId("a"), "s1", 40, World.NOON.minusSeconds(60)));

    assertThatThrownBy(this::sweep)
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("setup=a");

    assertThat(asked()).containsExactly("b");
  }

  @Test
  void a_throttle_that_cannot_be_read_holds_up_its_subscription_alone() {
    plan("a", "S1", 40, -60);
    plan("b", "s2", 40, -30);
    world.store.spoil("s1");

    assertThatThrownBy(this::sweep)
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("s1");

    assertThat(asked()).containsExactly("b");
  }

  @Test
  void a_queue_that_takes_nothing_ends_the_run() {
    plan("a", "s1", 40, -60);
    plan("b", "s2", 40, -30);
    List<Outgoing> tried = new ArrayList<>();
    world.queues.beforeSend(
        message -> {
          tried.add(message);
          throw new QueueException("No broker", new IllegalStateException());
        });

    assertThatThrownBy(this::sweep).isInstanceOf(QueueException.class);

    assertThat(tried).hasSize(1);
  }

  private void plan(String setup, String subscription, int reads, int dueInSeconds) {
    world.store.plan(
        new Sweep(new SetupId(setup), subscription, reads, World.NOON.plusSeconds(dueInSeconds)));
  }

  private int sweep() {
    return new Sweeper(world.store, world.store, world.queues, World.SETTINGS.drift(), world.clock)
        .sweep();
  }

  private List<String> asked() {
    return world.queues.sentTo(Messages.DRIFT_CHECKS).stream()
        .map(message -> Messages.readDriftCheck(message.body()).setup().value())
        .toList();
  }
}
