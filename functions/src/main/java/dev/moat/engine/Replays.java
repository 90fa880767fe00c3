package dev.moat.engine;

import dev.moat.model.Operator;
import dev.moat.model.Page;
import dev.moat.model.SetupId;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import dev.moat.store.UnreadableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Replays the failed steps of a kind in all setups, one setup after the other: after something was
 * mended that many of them failed for.
 */
public final class Replays {

  /** How many setups are replayed in one call. */
  public static final int LIMIT = 100;

  /** How often one call looks for more: most looks find what there is. */
  private static final int LOOKS = 10;

  private final SetupStore setups;
  private final Operators operators;

  public Replays(SetupStore setups, Operators operators) {
    this.setups = setups;
    this.operators = operators;
  }

  /**
   * What became of one setup.
   *
   * @param steps that are failed
   * @param answer what became of their replay
   */
  public record Result(SetupId setup, List<StepName> steps, Answer answer) {
    public Result {
      steps = List.copyOf(steps);
    }

    boolean isGranted() {
      return answer instanceof Answer.Granted;
    }
  }

  /**
   * Replays up to {@link #LIMIT} setups. What an operator has stopped or put back stays so, and is
   * answered with a refusal; refusals are not counted.
   *
   * @param continuation of the call before; when it is left out, those that were refused are
   *     answered again
   * @return with a continuation when there may be more
   */
  public Page<Result> ofKind(StepKind kind, Operator who, Optional<String> continuation) {
    List<Result> results = new ArrayList<>();
    Optional<String> next = continuation;
    int left = LIMIT;
    for (int looks = 0; looks < LOOKS; looks++) {
      Page<SetupId> failed = setups.withFailed(kind, left, next);
      failed.items().stream()
          .flatMap(setup -> tryReplaying(setup, kind, who).stream())
          .forEach(results::add);
      next = failed.continuation();
      left = LIMIT - (int) results.stream().filter(Result::isGranted).count();
      if (next.isEmpty() || left == 0) {
        break;
      }
    }
    return new Page<>(results, next);
  }

  /** One that cannot be read holds up no other. */
  private Optional<Result> tryReplaying(SetupId setup, StepKind kind, Operator who) {
    try {
      return replay(setup, kind, who);
    } catch (UnreadableException e) {
      return Optional.of(new Result(setup, List.of(), unreadable(e)));
    }
  }

  private static Answer unreadable(UnreadableException e) {
    return new Answer.Refused(
        "SetupUnreadable", e.getMessage() + ".", "Replay it once it can be read.");
  }

  /** Empty when none of the steps that the setup works on has failed, or no longer. */
  private Optional<Result> replay(SetupId setup, StepKind kind, Operator who) {
    return setups
        .load(setup)
        .flatMap(
            state -> {
              List<StepName> steps = failed(state, kind);
              return steps.isEmpty()
                  ? Optional.empty()
                  : Optional.of(new Result(setup, steps, replay(state, steps, who)));
            });
  }

  private static List<StepName> failed(SetupState state, StepKind kind) {
    return Progress.of(state)
        .records()
        .filter(step -> step.name().kind() == kind && Replaying.isReplayable(step))
        .map(StepRecord::name)
        .toList();
  }

  private Answer replay(SetupState state, List<StepName> steps, Operator who) {
    SetupId setup = state.setup().value().id();
    return stopped(state)
        .orElseGet(
            () ->
                operators.ask(
                    setup,
                    new Verb.Replay(new HashSet<>(steps)),
                    who,
                    Optional.of(state.setup().version())));
  }

  private static Optional<Answer> stopped(SetupState state) {
    SetupStatus status = state.setup().value().status();
    return switch (status) {
      case CANCELLED, RESTORED, TORN_DOWN ->
          Optional.of(
              new Answer.Refused(
                  "SetupIsStopped",
                  "Setup '%s' is %s, as an operator wanted it."
                      .formatted(state.setup().value().id(), status),
                  "Replay the setup by itself if that is over."));
      case RUNNING, SUCCEEDED, FAILED, CHECKING, DRIFTED -> Optional.empty();
    };
  }
}
