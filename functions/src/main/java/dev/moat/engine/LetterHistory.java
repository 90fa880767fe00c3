package dev.moat.engine;

import dev.moat.model.SetupRecord;
import dev.moat.queue.Letter;
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import dev.moat.store.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;

/** Tells the setup that a letter is about, where there is one, what was done with the letter. */
final class LetterHistory {

  private static final Logger LOG = System.getLogger(LetterHistory.class.getName());

  private final SetupStore setups;
  private final Clock clock;

  LetterHistory(SetupStore setups, Clock clock) {
    this.setups = setups;
    this.clock = clock;
  }

  /** The deed is done and in the log: that it is missing in a history does not undo it. */
  void note(String reason, Letter letter, String text) {
    LetterSubject subject = LetterSubject.of(letter.body());
    try {
      subject
          .setup()
          .flatMap(setups::load)
          .ifPresent(state -> setups.commit(line(state, subject, reason, text)));
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "Cannot add to the history that " + text, e);
    }
  }

  private Change line(SetupState state, LetterSubject subject, String reason, String text) {
    SetupRecord setup = state.setup().value();
    String about = subject.step().filter(step -> isStepOf(state, step)).orElse("setup");
    return Change.of(setup.id())
        .note(new HistoryEntry(clock.instant(), setup.generation(), about, reason, text));
  }

  private static boolean isStepOf(SetupState state, String name) {
    return state.records().stream().anyMatch(step -> step.name().value().equals(name));
  }
}
