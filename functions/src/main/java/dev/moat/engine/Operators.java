package dev.moat.engine;

import dev.moat.model.Operator;
import dev.moat.model.SetupId;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Does what operators ask. Each verb is one change to the recorded state, made on what the operator
 * saw; who asked is in the history. What was asked twice is done once.
 */
public final class Operators {

  private static final int TRIES_AGAINST_OTHERS = 10;
  private static final Operator NOBODY = new Operator("nobody", Optional.empty());

  private final SetupStore setups;
  private final Outbox outbox;
  private final Clock clock;

  public Operators(SetupStore setups, Outbox outbox, Clock clock) {
    this.setups = setups;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Asks one thing of one setup. Throws {@link IllegalStateException} when others changed the setup
   * each time it tried.
   *
   * @param version of the setup as the operator saw it; whatever it is when empty
   */
  public Answer ask(SetupId setup, Verb verb, Operator who, Optional<String> version) {
    for (int i = 0; i < TRIES_AGAINST_OTHERS; i++) {
      Optional<SetupState> state = setups.load(setup);
      if (state.isEmpty()) {
        return new Answer.NoSuchSetup();
      }
      Optional<Answer> answer = ask(state.get(), verb, who, version);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    throw new IllegalStateException(
        "Setup '" + setup + "' was changed by others each time " + who + " asked something of it");
  }

  /** Whether this could be asked of a setup as it is now: the same ruling, without its change. */
  public boolean allows(SetupState state, Verb verb) {
    return decide(state, verb, NOBODY, clock.instant()) instanceof Ruling.Granted;
  }

  /** Empty when others were ahead, and it is to be decided anew. */
  private Optional<Answer> ask(
      SetupState state, Verb verb, Operator who, Optional<String> version) {
    outbox.sendLeftovers(state);
    String current = state.setup().version();
    if (version.filter(seen -> !seen.equals(current)).isPresent()) {
      return Optional.of(new Answer.Outdated(current));
    }
    Ruling ruling = decide(state, verb, who, clock.instant());
    if (ruling instanceof Ruling.Refused refused) {
      return Optional.of(refused.answer());
    }
    return outbox.commit(((Ruling.Granted) ruling).change())
        ? setups.load(state.setup().value().id()).map(Answer.Granted::new)
        : Optional.empty();
  }

  private static Ruling decide(SetupState state, Verb verb, Operator who, Instant now) {
    if (verb instanceof Verb.Replay replay) {
      return Replaying.decide(state, replay, who, now);
    }
    if (verb instanceof Verb.Cancel) {
      return Cancelling.decide(state, who, now);
    }
    if (verb instanceof Verb.Decide decide) {
      return Approving.decide(state, decide, who, now);
    }
    if (verb instanceof Verb.Restore restore) {
      return Reversing.decide(state, restore, who, now);
    }
    return Reversing.decide(state, (Verb.Teardown) verb, who, now);
  }
}
