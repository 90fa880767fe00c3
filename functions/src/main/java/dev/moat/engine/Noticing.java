package dev.moat.engine;

import dev.moat.model.Actor;
import dev.moat.model.ResourceChange;
import dev.moat.model.SetupId;
import dev.moat.queue.Queues;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import dev.moat.store.UnreadableException;
import dev.moat.store.WatchIndex;
import dev.moat.store.WatchIndex.Watcher;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Takes changes that were made in Azure to the setups they concern. Events come more than once, in
 * any order and in bursts: each is remembered with the setup, and what comes within the debounce
 * time is looked into once.
 */
public final class Noticing {

  private static final Logger LOG = System.getLogger(Noticing.class.getName());

  /**
   * How far the clocks of the instances and of the broker may be apart: within it, what one of them
   * counts to a burst is still remembered before another takes the burst to be over.
   */
  private static final Duration CLOCKS_APART = Duration.ofMillis(250);

  private final WatchIndex index;
  private final SetupStore setups;
  private final Queues queues;
  private final Supplier<Actor> self;
  private final DriftSettings settings;
  private final Clock clock;

  /**
   * @param self the principal that Moat itself makes changes with
   */
  public Noticing(
      WatchIndex index,
      SetupStore setups,
      Queues queues,
      Supplier<Actor> self,
      DriftSettings settings,
      Clock clock) {
    this.index = index;
    this.setups = setups;
    this.queues = queues;
    this.self = self;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Sends the change on to each setup that it concerns; one that concerns none costs one read. What
   * a setup watches may be unreadable: the others are told, then the failure is thrown, so that
   * Event Grid tells again.
   */
  public void tell(ResourceChange change) {
    Failures failures = new Failures();
    List<SetupId> concerned =
        index.watching(change.resource(), failures::add).stream()
            .filter(watcher -> isTouched(watcher, change))
            .map(Watcher::setup)
            .toList();
    queues.sendAll(
        concerned.stream()
            .filter(newsTo(change, concerned))
            .map(setup -> Messages.notice(new Notice(setup, change)))
            .toList());
    failures.throwFirst();
  }

  /** Remembers the change with the setup, and has it looked into once the burst is over. */
  public void note(Notice notice) {
    setups.notice(notice.setup(), notice.change());
    long debounce = settings.debounce().toMillis();
    long burst = clock.millis() / debounce + 1;
    DriftCheckCall call = new DriftCheckCall(notice.setup(), false, "burst/" + burst);
    // Every change of a burst sends this call; the broker knows it by its id and keeps one.
    Instant over = Instant.ofEpochMilli(burst * debounce).plus(CLOCKS_APART);
    queues.send(Messages.check(call, over));
  }

  private static boolean isTouched(Watcher watcher, ResourceChange change) {
    return watcher.watches().stream().anyMatch(watch -> watch.isTouchedBy(change));
  }

  /**
   * To whom the change is news: to nobody, when Moat made it; but what it removed for one setup,
   * others may rely on. Moat is known by the principal, which others could use too, and by the
   * correlation id, which is recorded before each change. A change of Moat's that is not recognised
   * costs a look that finds nothing.
   */
  private Predicate<SetupId> newsTo(ResourceChange change, List<SetupId> concerned) {
    List<SetupId> makers = makers(change, concerned);
    if (!makers.isEmpty()) {
      LOG.log(Level.DEBUG, "{0} of {1} is our own", change.operation(), change.resource());
    }
    return setup -> makers.isEmpty() || change.isDeletion() && !makers.contains(setup);
  }

  private List<SetupId> makers(ResourceChange change, List<SetupId> concerned) {
    return concerned.isEmpty() || !self.get().isSameAs(change.actor())
        ? List.of()
        : concerned.stream().filter(setup -> hasMade(setup, change)).toList();
  }

  /** A setup that cannot be read is told of the change like the others, and fails by itself. */
  private boolean hasMade(SetupId setup, ResourceChange change) {
    try {
      return setups.load(setup).filter(state -> hasMade(state, change)).isPresent();
    } catch (UnreadableException e) {
      LOG.log(Level.WARNING, "{0}. Whether it made a change is not known", e.getMessage());
      return false;
    }
  }

  private static boolean hasMade(SetupState state, ResourceChange change) {
    return state.steps().values().stream()
        .anyMatch(step -> step.value().hasWrittenUnder(change.correlationId()));
  }
}
