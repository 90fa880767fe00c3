package dev.moat.simulation;

import dev.moat.engine.Answer;
import dev.moat.model.SetupId;
import dev.moat.model.StepStatus;
import dev.moat.store.Change;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Operators who ask things of setups: at any moment, twice, when something calls for them, and one
 * in the middle of another's asking.
 */
final class SimulatedOperators {

  private static final int MOST_REACTIONS = 4;
  private static final int MOST_INTERRUPTIONS = 2;
  private static final List<Wish> INTERRUPTING =
      List.of(Wish.CANCEL, Wish.RESTORE, Wish.TEARDOWN, Wish.TEARDOWN_WITH_REGISTRY);

  private final Desk desk;
  private final Clock clock;
  private final RandomGenerator random;
  private final Agenda agenda;
  private int reactions;
  private int interruptions;
  private int depth;
  private int atOnce;

  SimulatedOperators(Desk desk, Clock clock, RandomGenerator random) {
    this.desk = desk;
    this.clock = clock;
    this.random = random;
    this.agenda = new Agenda(clock);
    desk.inBetween(this::actEarly);
  }

  /**
   * Plans so many verbs, at any time within this duration; to some of them somebody else asks the
   * same, or something else, soon after.
   */
  void plan(List<SetupId> setups, int count, Duration within) {
    for (int i = 0; i < count; i++) {
      Instant at = clock.instant().plusMillis(random.nextLong(within.toMillis()));
      SetupId setup = setups.get(random.nextInt(setups.size()));
      Wish wish = aWish();
      plan(at, setup, wish);
      if (random.nextInt(3) == 0) {
        plan(at.plusSeconds(random.nextInt(60)), setup, random.nextBoolean() ? wish : aWish());
      }
    }
  }

  void plan(Instant at, SetupId setup, Wish wish) {
    agenda.plan(at, () -> ask(setup, wish));
  }

  private Wish aWish() {
    return Wish.values()[random.nextInt(Wish.values().length)];
  }

  /** Is called with each change that has become part of the state: some call for an operator. */
  void learn(Change change) {
    change.stepWrites().forEach(write -> react(change.setup(), write.value().status()));
  }

  private void react(SetupId setup, StepStatus status) {
    switch (status) {
      case AWAITING_APPROVAL -> react(setup, 3, Wish.APPROVE, Wish.REJECT);
      case FAILED, DRIFTED, CONTESTED -> react(setup, 1, Wish.REPLAY_OF_A_STEP, Wish.REPLAY);
      default -> {}
    }
  }

  /** Perhaps one or two operators see to it, each in their own way. */
  private void react(SetupId setup, int seldom, Wish one, Wish other) {
    if (reactions < MOST_REACTIONS && random.nextInt(seldom) == 0) {
      reactions++;
      Instant at = clock.instant().plusSeconds(random.nextInt(1800));
      plan(at, setup, random.nextInt(3) > 0 ? one : other);
      if (random.nextInt(3) == 0) {
        plan(at, setup, random.nextBoolean() ? one : other);
      }
    }
  }

  /** Asks what is due. */
  void act() {
    agenda.act();
  }

  /** Asks the next thing ahead of its time: in the middle of something. */
  void actEarly() {
    agenda.actEarly();
  }

  /** When the next verb is due; empty when all are asked. */
  Optional<Instant> nextAct() {
    return agenda.nextAct();
  }

  /** Asks that something else be done with a setup that somebody is about to write for. */
  void interrupt(SetupId setup) {
    if (interruptions < MOST_INTERRUPTIONS) {
      interruptions++;
      ask(setup, INTERRUPTING.get(random.nextInt(INTERRUPTING.size())));
    }
  }

  /** Empty when nobody answered. */
  Optional<Answer> ask(SetupId setup, Wish wish) {
    depth++;
    atOnce += depth > 1 ? 1 : 0;
    try {
      return desk.ask(setup, wish);
    } finally {
      depth--;
    }
  }

  /** How often one asked while another was asking. */
  int atOnce() {
    return atOnce;
  }
}
