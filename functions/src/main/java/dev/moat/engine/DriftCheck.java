package dev.moat.engine;

import dev.moat.model.Drift;
import dev.moat.model.OnDrift;
import dev.moat.model.ResourceChange;
import dev.moat.model.SetupEvent;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.plan.Plan;
import dev.moat.plan.Plans;
import dev.moat.store.Change;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import dev.moat.store.Versioned;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Opens steps again that changes in Azure may have touched. They then run as in a setup: each
 * looks, and changes what differs, after those it depends on; nothing here calls Azure.
 */
public final class DriftCheck {

  private static final Logger LOG = System.getLogger(DriftCheck.class.getName());
  private static final int TRIES_AGAINST_OTHERS = 10;

  /** So that the change fits into one transaction beside the steps. */
  private static final int MOST_NOTICES = 50;

  /** The step and the line of history. */
  private static final int ROWS_OF_AN_EXPLANATION = 2;

  private final SetupStore setups;
  private final Outbox outbox;
  private final Keeping keeping;
  private final Clock clock;

  public DriftCheck(SetupStore setups, Outbox outbox, Keeping keeping, Clock clock) {
    this.setups = setups;
    this.outbox = outbox;
    this.keeping = keeping;
    this.clock = clock;
  }

  /**
   * Looks what the call is about. Throws {@link IllegalStateException} when others changed the
   * setup each time it tried: the call should come again.
   */
  public void run(DriftCheckCall call) {
    for (int i = 0; i < TRIES_AGAINST_OTHERS; i++) {
      Optional<SetupState> state = setups.load(call.setup());
      if (state.isEmpty()) {
        LOG.log(Level.WARNING, "There is no setup {0}: nothing to check", call.setup());
        return;
      }
      outbox.sendLeftovers(state.get());
      if (!state.get().setup().value().isKeptPrivate()) {
        LOG.log(Level.INFO, "{0} is left alone, as an operator asked", call.setup());
        return;
      }
      Optional<Change> change = decide(state.get(), call);
      if (change.isEmpty() || commits(change.get(), state.get()) && opensSteps(change.get())) {
        return;
      }
    }
    throw new IllegalStateException(
        "Setup '" + call.setup() + "' was changed by others each time it was to be checked");
  }

  /** Whether a step is looked at again at all. */
  static boolean isChecked(StepName step, SetupRequest request) {
    return step.kind().mayDrift() && request.driftPolicy().of(step) != OnDrift.IGNORE;
  }

  /** Whether a step that has ended may look again by itself. */
  static boolean mayReopen(StepRecord step) {
    return step.isKept() && step.status().isFinal() && step.status() != StepStatus.CONTESTED;
  }

  private boolean commits(Change change, SetupState state) {
    boolean committed = outbox.commit(change);
    if (committed) {
      change.stepWrites().stream()
          .map(Change.Write::value)
          .forEach(step -> DriftLog.explained(change.setup(), stored(step, state), step));
    }
    return committed;
  }

  private static StepRecord stored(StepRecord step, SetupState state) {
    return state.steps().get(step.name()).value();
  }

  /** A change that opens none forgot notices and explained drifts: there may be more of them. */
  private static boolean opensSteps(Change change) {
    return change.setupWrite().isPresent();
  }

  private Optional<Change> decide(SetupState state, DriftCheckCall call) {
    Change change = call.everything() ? everything(state, call) : whatWasTouched(state, call);
    return change.rows() == 0 ? Optional.empty() : Optional.of(change);
  }

  /** Also has the index written again, in which something may be missing or of an older form. */
  private Change everything(SetupState state, DriftCheckCall call) {
    keeping.watches(state);
    Map<StepName, List<ResourceChange>> suspects = new LinkedHashMap<>();
    state.steps().keySet().stream()
        .filter(step -> isChecked(step, state.setup().value().request()))
        .forEach(step -> suspects.put(step, List.of()));
    return open(Change.of(call.setup()), suspects, state, call);
  }

  private Change whatWasTouched(SetupState state, DriftCheckCall call) {
    TouchedSteps touched = TouchedSteps.of(state);
    Forgetting forgetting = Forgetting.of(state);
    List<Versioned<ResourceChange>> settled =
        state.noticed().stream()
            .filter(notice -> touched.by(notice.value()).stream().noneMatch(atWork(state)))
            .filter(notice -> !forgetting.takesFromWorkInProgress(notice.value()))
            .limit(MOST_NOTICES)
            .toList();
    Map<StepName, List<ResourceChange>> suspects = new LinkedHashMap<>();
    for (Versioned<ResourceChange> notice : state.noticed()) {
      touched.by(notice.value()).stream()
          .filter(step -> settled.contains(notice) || isNews(notice.value(), step, state))
          .forEach(
              step -> suspects.computeIfAbsent(step, n -> new ArrayList<>()).add(notice.value()));
    }
    Change change = open(Change.of(call.setup()), suspects, forgetting.knowing(settled), call);
    forgetting.forget(settled, change);
    return change;
  }

  /**
   * Of a change that also touches what is being worked on, which may have been looked at before it:
   * the change is looked into when that work is over. Steps at rest need not wait for it.
   */
  private static boolean isNews(ResourceChange change, StepName step, SetupState state) {
    return !atWork(state).test(step)
        && state.steps().get(step).value().startedAt().filter(change.at()::isAfter).isPresent();
  }

  private static Predicate<StepName> atWork(SetupState state) {
    return name -> isAtWork(state.steps().get(name).value());
  }

  /** Whether the step may have looked and not have told yet; one that awaits an approval has. */
  static boolean isAtWork(StepRecord step) {
    return step.status().isBeingWorkedOn() && step.status() != StepStatus.AWAITING_APPROVAL;
  }

  /** Adds the steps to the change, each with those changes that may explain what it finds. */
  private Change open(
      Change change,
      Map<StepName, List<ResourceChange>> suspects,
      SetupState state,
      DriftCheckCall call) {
    if (!suspects.isEmpty()) {
      // Opening a step hides that it changed something: what relies on it is opened with it.
      Progress.of(state).stale().forEach(step -> suspects.putIfAbsent(step, List.of()));
    }
    suspects.forEach(
        (name, more) -> {
          Versioned<StepRecord> step = state.steps().get(name);
          if (mayReopen(step.value()) || isStillToLook(step.value())) {
            change.replaceStep(step, reopened(step.value(), more));
          } else if (step.value().status() == StepStatus.AWAITING_APPROVAL && !more.isEmpty()) {
            wake(step, more, change, state);
          }
        });
    if (!change.stepWrites().isEmpty()) {
      activate(change, state, call);
    }
    explain(change, suspects, state);
    return change;
  }

  /** A step that is left to an operator stays closed, and still learns who did it. */
  private void explain(
      Change change, Map<StepName, List<ResourceChange>> suspects, SetupState state) {
    Plan plan = Plans.of(state.setup().value().request());
    suspects.forEach(
        (name, more) -> {
          Versioned<StepRecord> step = state.steps().get(name);
          plan.resourceOf(step.value())
              .filter(any -> step.value().status() == StepStatus.CONTESTED)
              .flatMap(about -> DriftResponse.explained(new Suspects(step.value(), about, more)))
              .ifPresent(drift -> explain(change, step, drift));
        });
  }

  private void explain(Change change, Versioned<StepRecord> step, Drift drift) {
    if (change.rows() + ROWS_OF_AN_EXPLANATION <= Change.MAX_ROWS) {
      List<Drift> drifts = DriftResponse.withLast(step.value(), drift);
      change
          .replaceStep(step, step.value().change().drifts(drifts).record())
          .note(DriftHistory.explained(drift, step.value(), clock.instant()));
    }
  }

  /** The change may be the approval that is awaited. */
  private void wake(
      Versioned<StepRecord> step, List<ResourceChange> more, Change change, SetupState state) {
    StepRecord woken =
        Waking.woken(step.value().change().suspects(suspects(step.value(), more)), clock.instant());
    change.replaceStep(step, woken).send(Waking.call(state.setup().value(), woken));
  }

  /**
   * Writes the setup even where it is active already: or else it could end at the same moment, on
   * what was recorded before, and its steps would stay open for ever.
   */
  private static void activate(Change change, SetupState state, DriftCheckCall call) {
    SetupRecord setup = state.setup().value();
    change
        .replace(state.setup(), isActive(state) ? setup : setup.checking())
        .send(
            Messages.tell(
                new SetupEvent(call.setup(), setup.generation(), "check/" + call.occasion())));
  }

  /** Opened by an earlier check, and not called yet; or not at all, for want of what it needs. */
  private static boolean isStillToLook(StepRecord step) {
    return step.isKept() && step.status() == StepStatus.PENDING;
  }

  private static StepRecord reopened(StepRecord step, List<ResourceChange> more) {
    return Reopening.of(step).suspects(suspects(step, more)).record();
  }

  private static List<ResourceChange> suspects(StepRecord step, List<ResourceChange> more) {
    return Suspects.latest(Stream.concat(step.suspects().stream(), more.stream()));
  }

  private static boolean isActive(SetupState state) {
    return state.setup().value().status().isActive();
  }
}
