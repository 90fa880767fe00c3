package dev.moat.engine;

import dev.moat.model.StepName;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What an operator asks of one setup. */
public sealed interface Verb {

  /**
   * Steps that ended otherwise than asked are sent again, from what is recorded of them; what was
   * cancelled goes on; what was restored becomes private again.
   *
   * @param steps which; when it is empty, all there are
   */
  record Replay(Set<StepName> steps) implements Verb {
    public Replay {
      steps = Set.copyOf(steps);
    }
  }

  /** Nothing more is done for the setup, until it is replayed or asked for anew. */
  record Cancel() implements Verb {}

  /** The connection that waits for it is approved, or rejected, which Azure never takes back. */
  record Decide(boolean approved) implements Verb {}

  /**
   * The registry's network settings become as they were before Moat.
   *
   * @param lasting after which the registry is locked again by itself; for good when it is empty
   */
  record Restore(Optional<Duration> lasting) implements Verb {}

  /**
   * The same, and what Moat created is removed.
   *
   * @param deleteRegistry whether a registry that Moat created is removed too
   * @param plan the {@link TeardownPlan#id()} of what the operator was shown
   */
  record Teardown(boolean deleteRegistry, String plan) implements Verb {}
}
