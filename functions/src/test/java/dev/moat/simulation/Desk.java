package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.engine.Answer;
import dev.moat.engine.Verb;
import dev.moat.model.Operator;
import dev.moat.model.SetupId;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where operators look at setups and ask: on what they saw, which others may have changed since, or
 * on whatever is there.
 */
final class Desk {

  private static final double LETS_OTHERS_AHEAD = 0.2;
  private static final double SAYS_WHAT_WAS_SEEN = 0.5;
  private static final int TRIES = 3;

  /** The app's own way to ask. */
  interface App {
    Answer ask(SetupId setup, Verb verb, Operator who, Optional<String> version);
  }

  private final App app;
  private final SetupStore store;
  private final RandomGenerator random;
  private final AskedVerbs asked;
  private Runnable another = () -> {};
  private int operators;

  Desk(App app, SetupStore store, RandomGenerator random, AskedVerbs asked) {
    this.app = app;
    this.store = store;
    this.random = random;
    this.asked = asked;
  }

  /** Asks something else, as another operator does between the first one's look and word. */
  void inBetween(Runnable act) {
    another = act;
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
      assertThat(app.ask(setup, new Verb.Cancel(), who, Optional.empty()))
          .isInstanceOf(Answer.NoSuchSetup.class);
      return Optional.empty();
    }
    Verb verb = wish.verb(seen.get(), random);
    if (random.nextDouble() < LETS_OTHERS_AHEAD) {
      another.run();
    }
    Optional<String> version =
        Optional.of(seen.get().setup().version())
            .filter(any -> random.nextDouble() < SAYS_WHAT_WAS_SEEN);
    Optional<Answer> answer = answer(setup, verb, who, version);
    asked.add(setup, wish, who, answer);
    return answer;
  }

  private Optional<Answer> answer(
      SetupId setup, Verb verb, Operator who, Optional<String> version) {
    try {
      return Optional.of(app.ask(setup, verb, who, version));
    } catch (SimulatedCrash crash) {
      return Optional.empty();
    }
  }
}
