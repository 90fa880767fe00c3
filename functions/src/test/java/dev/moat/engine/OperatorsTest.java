package dev.moat.engine;

import static dev.moat.model.StepKind.ENDPOINT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.model.Operator;
import dev.moat.model.SetupId;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepStatus;
import dev.moat.queue.QueueException;
import dev.moat.store.SetupState;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for every verb. */
class OperatorsTest {

  private static final Verb CANCEL = new Verb.Cancel();

  private final World world = World.inWhichIsCalled(ENDPOINT);

  @Test
  void what_is_granted_is_recorded_and_answered_as_it_is_recorded() {
    Answer answer = world.ask(CANCEL);

    assertThat(answer).isEqualTo(new Answer.Granted(world.state()));
    assertThat(world.status()).isEqualTo(SetupStatus.CANCELLED);
  }

  @Test
  void who_asked_is_in_the_history() {
    world.ask(CANCEL);

    assertThat(world.history().get(0).subject()).isEqualTo("setup");
    assertThat(world.history().get(0).text()).startsWith("alice@contoso.com (object id oid-alice)");
  }

  @Test
  void a_caller_with_a_function_key_alone_is_told_from_a_known_one() {
    assertThat(new Operator("the pipeline", Optional.empty()))
        .hasToString("the pipeline (by function key)");
  }

  @Test
  void a_setup_that_is_not_there_is_said_so() {
    Answer answer =
        new Operators(world.store, world.outbox, world.clock)
            .ask(new SetupId("nobody-0123456789"), CANCEL, World.OPERATOR, Optional.empty());

    assertThat(answer).isEqualTo(new Answer.NoSuchSetup());
  }

  @Test
  void what_the_operator_saw_must_still_be_so() {
    String seen = world.state().setup().version();
    world.touchSetup();
    SetupState before = world.state();

    Answer answer = world.ask(CANCEL, Optional.of(seen));

    assertThat(answer).isEqualTo(new Answer.Outdated(before.setup().version()));
    assertThat(world.state()).isEqualTo(before);
    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void without_a_version_the_setup_is_taken_as_it_is() {
    world.touchSetup();

    assertThat(world.ask(CANCEL, Optional.empty())).isInstanceOf(Answer.Granted.class);
  }

  @Test
  void of_two_operators_at_once_one_is_told_that_the_other_was_ahead() {
    world.beforeEachCommit(
        () -> {
          world.beforeEachCommit(() -> {});
          world.does(CANCEL);
        });

    assertThat(world.ask(CANCEL)).isInstanceOf(Answer.Outdated.class);
    assertThat(world.reasons().stream().filter("SetupCancelled"::equals)).hasSize(1);
  }

  @Test
  void a_worker_that_was_ahead_makes_it_decide_anew() {
    world.beforeEachCommit(
        () -> {
          world.beforeEachCommit(() -> {});
          world.record(ENDPOINT, step -> step.turn(5));
        });

    world.does(CANCEL);

    assertThat(world.step(ENDPOINT).turn()).isEqualTo(5);
    assertThat(world.status()).isEqualTo(SetupStatus.CANCELLED);
  }

  @Test
  void gives_up_when_others_are_always_ahead() {
    world.beforeEachCommit(() -> world.record(ENDPOINT, step -> step));

    assertThatIllegalStateException()
        .isThrownBy(() -> world.ask(CANCEL))
        .withMessageContaining(World.SETUP.value())
        .withMessageContaining("alice@contoso.com");
  }

  @Test
  void what_a_crash_left_unsent_is_sent_even_when_the_verb_is_refused() {
    world.kept(ENDPOINT);
    world.record(ENDPOINT, step -> step.status(StepStatus.FAILED));
    world.queues.beforeSend(
        message -> {
          throw new QueueException("The broker is away", new RuntimeException());
        });
    Verb replay = new Verb.Replay(Set.of(World.name(ENDPOINT)));
    assertThatThrownBy(() -> world.ask(replay)).isInstanceOf(QueueException.class);
    world.queues.beforeSend(message -> {});

    Answer second = world.ask(replay);

    assertThat(second).isInstanceOf(Answer.Refused.class);
    assertThat(world.told()).hasSize(1);
    assertThat(world.state().unsent()).isEmpty();
  }
}
