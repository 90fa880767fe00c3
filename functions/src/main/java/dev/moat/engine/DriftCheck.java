package dev.moat.engine;

import dev.moat.model.OnDrift;
import dev.moat.model.ResourceChange;
import dev.moat.model.SetupEvent;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.model.Watch;
import dev.moat.store.Change;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import dev.moat.store.Versioned;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Opens steps again that changes in Azure may have touched. They then run as in a setup: each
 * looks, and changes what differs, after those it depends on; nothing here calls Azure.
 */
public final class DriftCheck {

  private static final Logger LOG = System.getLogger(DriftCheck.class.getName());
  private static final int TRIES_AGAINST_OTHERS = 10;

  /** So that the change fits into one transaction beside the steps. */
  private static final int MOST_NOTICES = 50;

  /** Of the changes that touched a step, the latest are kept to tell who did it. */
  private static final int MOST_SUSPECTS = 5;

  private final SetupStore setups;
  private final Outbox outbox;
  private final Clock clock;

  public DriftCheck(SetupStore setups, Outbox outbox, Clock clock) {
    this.setups = setups;
    this.outbox = outbox;
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
      Optional<Change> change = decide(state.get(), call);
      if (change.isEmpty() || outbox.commit(change.get())) {
        return;
      }
    }
    throw new IllegalStateException(
        "Setup '" + call.setup() + "' was changed by others each time it was to be checked");
  }

  /** Whether a step is looked at again at all. */
  static boolean isChecked(StepName step, SetupRequest request) {
    return step.kind() != StepKind.PREFLIGHT && request.driftPolicy().of(step) != OnDrift.IGNORE;
  }

  private Optional<Change> decide(SetupState state, DriftCheckCall call) {
    boolean active = state.setup().value().status().isActive();
    if (call.everything()) {
      return active ? Optional.empty() : check(state, keptSteps(state), List.of(), call);
    }
    List<Versioned<ResourceChange>> known =
        state.noticed().stream()
            .filter(notice -> !touchesWorkInProgress(notice.value(), state))
            .limit(MOST_NOTICES)
            .toList();
    return known.isEmpty() ? Optional.empty() : check(state, touched(known, state), known, call);
  }

  /** What is being worked on may have been looked at before the change: it is looked at later. */
  private static boolean touchesWorkInProgress(ResourceChange change, SetupState state) {
    return touchedBy(change, state).stream()
        .map(name -> state.steps().get(name).value().status())
        .anyMatch(status -> status == StepStatus.QUEUED || status == StepStatus.PARKED);
  }

  private Optional<Change> check(
      SetupState state,
      Set<StepName> steps,
      List<Versioned<ResourceChange>> notices,
      DriftCheckCall call) {
    Versioned<SetupRecord> setup = state.setup();
    Change change = Change.of(setup.value().id());
    notices.forEach(change::lookedInto);
    List<Versioned<StepRecord>> again =
        steps.stream().map(state.steps()::get).filter(step -> mayReopen(step.value())).toList();
    again.forEach(step -> change.replaceStep(step, reopened(step.value(), notices, state)));
    if (!again.isEmpty()) {
      if (!setup.value().status().isActive()) {
        change.replace(setup, setup.value().checking());
      }
      change.send(
          Messages.tell(
              new SetupEvent(
                  call.setup(), setup.value().generation(), "check/" + call.occasion())));
    }
    return change.rows() == 0 ? Optional.empty() : Optional.of(change);
  }

  private static StepRecord reopened(
      StepRecord step, List<Versioned<ResourceChange>> notices, SetupState state) {
    List<ResourceChange> suspects = new ArrayList<>(step.suspects());
    notices.stream()
        .map(Versioned::value)
        .filter(change -> touchedBy(change, state).contains(step.name()))
        .sorted((a, b) -> a.at().compareTo(b.at()))
        .forEach(suspects::add);
    int surplus = Math.max(0, suspects.size() - MOST_SUSPECTS);
    return Reopening.of(step)
        .suspects(List.copyOf(suspects.subList(surplus, suspects.size())))
        .record();
  }

  /** Whether a step that has ended may look again by itself. */
  static boolean mayReopen(StepRecord step) {
    return step.isKept() && step.status().isFinal() && step.status() != StepStatus.CONTESTED;
  }

  private static Set<StepName> keptSteps(SetupState state) {
    Set<StepName> kept = new LinkedHashSet<>();
    state
        .steps()
        .forEach(
            (name, step) -> {
              if (isKept(step.value(), state)) {
                kept.add(name);
              }
            });
    return kept;
  }

  private static Set<StepName> touched(List<Versioned<ResourceChange>> notices, SetupState state) {
    Set<StepName> touched = new LinkedHashSet<>();
    notices.forEach(notice -> touched.addAll(touchedBy(notice.value(), state)));
    return touched;
  }

  private static Set<StepName> touchedBy(ResourceChange change, SetupState state) {
    Map<StepName, Boolean> touched = new LinkedHashMap<>();
    for (Watch watch : Watches.of(state)) {
      if (watch.isTouchedBy(change) && isPlanned(watch.step(), state)) {
        touched.put(watch.step(), true);
      }
    }
    return touched.keySet();
  }

  private static boolean isPlanned(StepName step, SetupState state) {
    return state.steps().containsKey(step) && isChecked(step, state.setup().value().request());
  }

  private static boolean isKept(StepRecord step, SetupState state) {
    return step.isKept() && isPlanned(step.name(), state);
  }
}
