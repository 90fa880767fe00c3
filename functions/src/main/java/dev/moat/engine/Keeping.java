package dev.moat.engine;

import dev.moat.model.Reversal;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupStatus;
import dev.moat.model.Watch;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.step.Steps;
import dev.moat.store.SetupState;
import dev.moat.store.Sweeps;
import dev.moat.store.WatchIndex;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sees to it that what a setup made is watched from then on: by the index that events are looked up
 * in, and by the sweep. Both are written before the change that makes them due, so that a crash can
 * leave a watch too many and never one too few.
 */
public final class Keeping {

  private final WatchIndex index;
  private final Sweeps sweeps;
  private final SweepSlots slots;
  private final Clock clock;

  public Keeping(WatchIndex index, Sweeps sweeps, DriftSettings settings, Clock clock) {
    this.index = index;
    this.sweeps = sweeps;
    this.slots = new SweepSlots(settings.sweepInterval());
    this.clock = clock;
  }

  /** A generation is about to open: what it watches is watched, beside what the one before did. */
  void opens(SetupRequest request, Optional<SetupState> before) {
    List<Watch> both =
        Stream.concat(watched(before).stream(), Watches.of(request, before).stream()).toList();
    index.watch(request.setupId(), List.of(), both);
  }

  /**
   * A generation has opened: what only the one before watched is let go.
   *
   * @param now as it was read after that, because a still newer one may have opened
   */
  void opened(SetupState before, SetupState now) {
    index.watch(now.setup().value().id(), Watches.ever(before), Watches.of(now));
  }

  private static List<Watch> watched(Optional<SetupState> before) {
    return before.map(Watches::of).orElseGet(List::of);
  }

  /**
   * A generation, or a check of it, is about to end: what steps found in place of what they would
   * make is watched too, also what a check that changed nothing found. After the generation's first
   * end it is swept.
   */
  void ends(SetupState state) {
    SetupRecord setup = state.setup().value();
    if (setup.status() == SetupStatus.CHECKING) {
      watchesMoreThanPlanned(state);
    } else {
      watches(state);
    }
    if (setup.status() == SetupStatus.RUNNING && setup.reversal().isEmpty()) {
      sweep(state);
    }
  }

  /** What the plan alone tells is watched since the generation opened, and is not written again. */
  private void watchesMoreThanPlanned(SetupState state) {
    SetupRequest request = state.setup().value().request();
    List<Watch> planned = Watches.of(request, Optional.empty());
    index.watch(request.setupId(), planned, Watches.of(state));
  }

  /**
   * A generation, a check of it or a reversal has ended: what was torn down is watched no longer,
   * but for what is left there and still Moat's. If a newer generation has opened meanwhile, it has
   * what it watches written again at its end.
   */
  void ended(SetupState state) {
    SetupRecord setup = state.setup().value();
    if (setup.reversal().filter(Reversal::isTeardown).isPresent()) {
      index.watch(setup.id(), Watches.ever(state), Watches.ofMoats(state));
      sweeps.forget(setup.id());
    }
  }

  /** What the setup as it is recorded watches is watched: all of it is written. */
  void watches(SetupState state) {
    index.watch(state.setup().value().id(), List.of(), Watches.of(state));
  }

  private void sweep(SetupState state) {
    SetupRequest request = state.setup().value().request();
    SetupId setup = request.setupId();
    sweeps.plan(
        new Sweeps.Sweep(
            setup,
            request.registry().id().subscription(),
            reads(request),
            slots.next(setup, clock.instant())));
  }

  /** How many reads a look at everything takes when everything is in place. */
  private static int reads(SetupRequest request) {
    return Plans.of(request).steps().stream()
        .filter(step -> DriftCheck.isChecked(step.name(), request))
        .mapToInt(Keeping::reads)
        .sum();
  }

  private static int reads(PlannedStep step) {
    return Steps.task(step.name().kind(), step.desired()).reads();
  }
}
