package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.engine.Answer;
import dev.moat.engine.Verb;
import dev.moat.model.Operator;
import dev.moat.model.SetupId;
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import dev.moat.store.InMemoryStore;
import dev.moat.store.SetupState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Operators who ask things of setups: at any moment, twice, on what they saw before others came,
 * and one in the middle of another's asking.
 */
final class SimulatedOperators {

  private static final double LETS_OTHERS_AHEAD = 0.2;
  private static final double SAYS_WHAT_WAS_SEEN = 0.5;
  private static final int TRIES = 3;
  private static final int MOST_REACTIONS = 4;
  private static final int MOST_INTERRUPTIONS = 2;
  private static final List<Wish> INTERRUPTING =
      List.of(Wish.CANCEL, Wish.RESTORE, Wish.TEARDOWN, Wish.TEARDOWN_WITH_REGISTRY);
  private static final int WHOLE_HISTORY = 100_000;

  /** Does what an operator asks. */
  interface Desk {
    Answer ask(SetupId setup, Verb verb, Operator who, Optional<String> version);
  }

  /**
   * @param answer empty when there was none, because whoever worked on it crashed
   */
  private record Asked(SetupId setup, Wish wish, Operator who, Optional<Answer> answer) {}

  private final Desk desk;
  private final InMemoryStore store;
  private final LostAnswers lost;
  private final Clock clock;
  private final RandomGenerator random;
  private final Agenda agenda;
  private final List<Asked> asked = new ArrayList<>();
  private int reactions;
  private int interruptions;
  private int operators;
  private int depth;
  private int atOnce;

  SimulatedOperators(
      Desk desk, InMemoryStore store, LostAnswers lost, Clock clock, RandomGenerator random) {
    this.desk = desk;
    this.store = store;
    this.lost = lost;
    this.clock = clock;
    this.random = random;
    this.agenda = new Agenda(clock);
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

  /** Is called with each change that has become part of the state: some call for an operator. */
  void learn(Change change) {
    change
        .stepWrites()
        .forEach(
            write -> {
              switch (write.value().status()) {
                case AWAITING_APPROVAL -> react(change.setup(), 3, Wish.APPROVE, Wish.REJECT);
                case FAILED, DRIFTED, CONTESTED ->
                    react(change.setup(), 2, Wish.REPLAY_OF_A_STEP, Wish.REPLAY);
                default -> {}
              }
            });
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

  void plan(Instant at, SetupId setup, Wish wish) {
    agenda.plan(at, () -> askAtOnce(setup, wish));
  }

  private Wish aWish() {
    return Wish.values()[random.nextInt(Wish.values().length)];
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
      askAtOnce(setup, INTERRUPTING.get(random.nextInt(INTERRUPTING.size())));
    }
  }

  private void askAtOnce(SetupId setup, Wish wish) {
    depth++;
    atOnce += depth > 1 ? 1 : 0;
    try {
      ask(setup, wish);
    } finally {
      depth--;
    }
  }

  /** Asks, and once more on a new look when others were ahead; empty when nobody answered. */
  Optional<Answer> ask(SetupId setup, Wish wish) {
    Optional<Answer> answer = Optional.empty();
    for (int i = 0; i < TRIES; i++) {
      answer = askOnce(setup, wish);
      if (answer.isEmpty() || !wasBehind(answer.get())) {
        return answer;
      }
    }
    return answer;
  }

  private static boolean wasBehind(Answer answer) {
    return answer instanceof Answer.Outdated
        || answer instanceof Answer.Refused refused && refused.code().equals("PlanChanged");
  }

  private Optional<Answer> askOnce(SetupId setup, Wish wish) {
    Optional<SetupState> seen = store.load(setup);
    Operator who = new Operator("operator " + ++operators, Optional.of("id-" + operators));
    if (seen.isEmpty()) {
      assertThat(desk.ask(setup, new Verb.Cancel(), who, Optional.empty()))
          .isInstanceOf(Answer.NoSuchSetup.class);
      return Optional.empty();
    }
    Verb verb = wish.verb(seen.get(), random);
    if (random.nextDouble() < LETS_OTHERS_AHEAD) {
      actEarly();
    }
    Optional<String> version =
        Optional.of(seen.get().setup().version())
            .filter(any -> random.nextDouble() < SAYS_WHAT_WAS_SEEN);
    Optional<Answer> answer = answer(setup, verb, who, version);
    asked.add(new Asked(setup, wish, who, answer));
    return answer;
  }

  private Optional<Answer> answer(
      SetupId setup, Verb verb, Operator who, Optional<String> version) {
    try {
      return Optional.of(desk.ask(setup, verb, who, version));
    } catch (SimulatedCrash crash) {
      return Optional.empty();
    }
  }

  /**
   * What was granted is in the history once, with the name of who asked; what was refused is not. A
   * change whose answer was lost is there although it was decided anew, and so told as refused.
   */
  void assertThatEachVerbIsRecordedOnce() {
    asked.forEach(this::assertThatItIsRecordedOnce);
  }

  private void assertThatItIsRecordedOnce(Asked each) {
    long lines =
        store.history(each.setup(), WHOLE_HISTORY).stream()
            .map(HistoryEntry::text)
            .filter(text -> text.startsWith(each.who() + " "))
            .count();
    long unanswered = lost.of(each.who().toString());
    boolean isGranted = each.answer().filter(Answer.Granted.class::isInstance).isPresent();
    assertThat(lines - unanswered)
        .as("lines of history about %s, besides %d of lost answers", each, unanswered)
        .isBetween(isGranted ? 1L : 0L, isGranted || each.answer().isEmpty() ? 1L : 0L);
  }

  Tally happened() {
    Tally all = Tally.NOTHING.with("asked", asked.size()).with("asked at once", atOnce);
    for (Asked each : asked) {
      all = all.with(inWords(each), 1);
    }
    return all;
  }

  private static String inWords(Asked asked) {
    if (asked.answer().isEmpty()) {
      return "not answered";
    }
    if (asked.answer().get() instanceof Answer.Refused refused) {
      return "refused: " + refused.code();
    }
    return asked.answer().get() instanceof Answer.Granted ? "granted: " + asked.wish() : "outdated";
  }
}
