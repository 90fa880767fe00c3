package dev.moat.engine;

import dev.moat.queue.Queues;
import dev.moat.store.Leases;
import dev.moat.store.Sweeps;
import dev.moat.store.Sweeps.Sweep;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Has every setup looked at from time to time although nothing was heard of it: Event Grid gives an
 * event up after a day. In each run the looks it asks for stay within a budget of reads for each
 * subscription, and none is asked for where Azure throttles: what is left of the quota belongs to
 * the setups.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/delivery-and-retry">Event Grid gives
 *     up</a>
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling">The
 *     quota of reads</a>
 */
public final class Sweeper {

  private final Sweeps sweeps;
  private final Leases leases;
  private final Queues queues;
  private final DriftSettings settings;
  private final SweepSlots slots;
  private final Clock clock;

  public Sweeper(Sweeps sweeps, Leases leases, Queues queues, DriftSettings settings, Clock clock) {
    this.sweeps = sweeps;
    this.leases = leases;
    this.queues = queues;
    this.settings = settings;
    this.slots = new SweepSlots(settings.sweepInterval());
    this.clock = clock;
  }

  /**
   * Asks for the looks that are due and within the budget; returns how many those are. One whose
   * row cannot be read, or that of its subscription's throttle, holds up no other: all are tried,
   * then the first failure is thrown. A queue that takes nothing ends the run: all looks are asked
   * for there.
   */
  public int sweep() {
    Failures failures = new Failures();
    Map<String, Integer> spent = new HashMap<>();
    long asked =
        sweeps.due(clock.instant(), failures::add).stream()
            .filter(sweep -> failures.succeeds(() -> askWithinBudget(sweep, spent)))
            .count();
    failures.throwFirst();
    return (int) asked;
  }

  private boolean askWithinBudget(Sweep sweep, Map<String, Integer> spent) {
    // Two requests may spell one subscription differently.
    String subscription = sweep.subscription().toLowerCase(Locale.ROOT);
    if (!isAffordable(sweep, spent.getOrDefault(subscription, 0))) {
      return false;
    }
    spent.merge(subscription, sweep.reads(), Integer::sum);
    ask(sweep);
    return true;
  }

  /** A setup whose look takes more than the whole budget has a run to itself. */
  private boolean isAffordable(Sweep sweep, int spent) {
    boolean fits = spent == 0 || spent + sweep.reads() <= settings.sweepReads();
    return fits && leases.throttledUntil(sweep.subscription(), clock.instant()).isEmpty();
  }

  private void ask(Sweep sweep) {
    Instant now = clock.instant();
    String occasion = "sweep/" + sweep.due().getEpochSecond();
    queues.send(Messages.check(new DriftCheckCall(sweep.setup(), true, occasion), now));
    sweeps.plan(
        new Sweep(
            sweep.setup(), sweep.subscription(), sweep.reads(), slots.next(sweep.setup(), now)));
  }
}
