package dev.moat.simulation;

import dev.moat.engine.TeardownPlan;
import dev.moat.engine.Verb;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.store.SetupState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What operators wish for; in which verb depends on what they see of the setup. */
enum Wish {
  REPLAY,
  REPLAY_OF_A_STEP,
  CANCEL,
  APPROVE,
  REJECT,
  RESTORE,
  RESTORE_FOR_A_TIME,
  TEARDOWN,
  TEARDOWN_WITH_REGISTRY;

  private static final int LONGEST_MINUTES = 120;
  private static final Set<StepStatus> REPLAYABLE =
      Set.of(StepStatus.FAILED, StepStatus.DRIFTED, StepStatus.CONTESTED);

  /** The verb that says it. */
  Verb verb(SetupState seen, RandomGenerator random) {
    return switch (this) {
      case REPLAY -> new Verb.Replay(Set.of());
      case REPLAY_OF_A_STEP -> new Verb.Replay(Set.of(anEndedStep(seen, random)));
      case CANCEL -> new Verb.Cancel();
      case APPROVE -> new Verb.Decide(true);
      case REJECT -> new Verb.Decide(false);
      case RESTORE -> new Verb.Restore(Optional.empty());
      case RESTORE_FOR_A_TIME ->
          new Verb.Restore(Optional.of(Duration.ofMinutes(1 + random.nextInt(LONGEST_MINUTES))));
      case TEARDOWN -> teardown(seen, false);
      case TEARDOWN_WITH_REGISTRY -> teardown(seen, true);
    };
  }

  /** One that may be replayed, if there is any. */
  private static StepName anEndedStep(SetupState seen, RandomGenerator random) {
    List<StepRecord> failed =
        seen.records().stream().filter(step -> REPLAYABLE.contains(step.status())).toList();
    List<StepRecord> steps = failed.isEmpty() ? seen.records() : failed;
    return steps.get(random.nextInt(steps.size())).name();
  }

  private static Verb teardown(SetupState seen, boolean deleteRegistry) {
    return new Verb.Teardown(deleteRegistry, TeardownPlan.of(seen, deleteRegistry).id());
  }
}
