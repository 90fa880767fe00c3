package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.engine.Answer;
import dev.moat.model.Operator;
import dev.moat.model.SetupId;
import dev.moat.store.HistoryEntry;
import dev.moat.store.SetupStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was asked, by whom, and what each was told. */
final class AskedVerbs {

  private static final int WHOLE_HISTORY = 100_000;

  /**
   * @param answer empty when there was none, because whoever worked on it crashed
   */
  private record Asked(SetupId setup, Wish wish, Operator who, Optional<Answer> answer) {

    boolean isGranted() {
      return answer.filter(Answer.Granted.class::isInstance).isPresent();
    }

    String inWords() {
      if (answer.isEmpty()) {
        return "not answered";
      }
      if (answer.get() instanceof Answer.Refused refused) {
        return "refused: " + refused.code();
      }
      return isGranted() ? "granted: " + wish : "outdated";
    }
  }

  private final List<Asked> all = new ArrayList<>();

  void add(SetupId setup, Wish wish, Operator who, Optional<Answer> answer) {
    all.add(new Asked(setup, wish, who, answer));
  }

  /**
   * What was granted is in the history once, with the name of who asked; what was refused is not. A
   * change whose answer was lost is there although it was decided anew, and so told as refused.
   */
  void assertThatEachIsRecordedOnce(SetupStore store, LostAnswers lost) {
    all.forEach(each -> assertThatItIsRecordedOnce(each, store, lost));
  }

  private static void assertThatItIsRecordedOnce(Asked each, SetupStore store, LostAnswers lost) {
    long lines =
        store.history(each.setup(), WHOLE_HISTORY).stream()
            .map(HistoryEntry::text)
            .filter(text -> text.startsWith(each.who() + " "))
            .count();
    long unanswered = lost.of(each.who().toString());
    long least = each.isGranted() ? 1 : 0;
    long most = each.isGranted() || each.answer().isEmpty() ? 1 : 0;
    assertThat(lines - unanswered)
        .as("lines of history about %s, besides %d of lost answers", each, unanswered)
        .isBetween(least, most);
  }

  Tally happened() {
    Tally tally = Tally.NOTHING.with("asked", all.size());
    for (Asked each : all) {
      tally = tally.with(each.inWords(), 1);
    }
    return tally;
  }
}
