package dev.moat.engine;

import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.PREFLIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.Operator;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verbs that come while the orchestrator is about to call steps, on what was recorded before. */
class VerbsAtOnceTest {

  private static final Operator ALICE = new Operator("alice", Optional.of("alice-id"));

  private final World world = World.withSetup();

  static Set<Verb> verbs() {
    return Set.of(new Verb.Cancel(), new Verb.Restore(Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void no_step_is_called_on_what_was_recorded_before_the_verb(Verb verb) {
    world.beforeEachCommit(() -> ask(verb));

    world.tell("accepted");

    assertThat(world.step(PREFLIGHT).status()).isEqualTo(StepStatus.PENDING);
    assertThat(world.called()).doesNotContain(PREFLIGHT);
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void no_step_that_looked_is_called_again_on_what_was_recorded_before_the_verb(Verb verb) {
    world.succeeded(PREFLIGHT);
    world.beforeEachCommit(() -> ask(verb));

    world.tell("preflight/1");

    assertThat(world.setup().status()).isNotEqualTo(SetupStatus.SUCCEEDED);
    assertThat(world.state().records())
        .filteredOn(step -> step.name().kind() != LOCKDOWN)
        .extracting(StepRecord::status)
        .doesNotContain(StepStatus.QUEUED);
  }

  private void ask(Verb verb) {
    new Operators(world.store, world.outbox, world.clock)
        .ask(World.SETUP, verb, ALICE, Optional.empty());
  }
}
