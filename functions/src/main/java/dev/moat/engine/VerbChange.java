package dev.moat.engine;

import dev.moat.model.Operator;
import dev.moat.model.SetupEvent;
import dev.moat.model.SetupRecord;
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import dev.moat.store.SetupState;
import java.time.Instant;

/**
 * The change that follows from a verb. It always writes the setup's row, so that of two verbs at
 * once one is too late, and always says who asked.
 */
final class VerbChange {

  private VerbChange() {}

  /**
   * @param setup as it is to be
   * @param reason for the history, a stable name
   * @param text what was asked, to follow the name of who asked it
   */
  static Change of(
      SetupState state, SetupRecord setup, String reason, Operator who, String text, Instant now) {
    return Change.of(setup.id())
        .replace(state.setup(), setup)
        .note(new HistoryEntry(now, setup.generation(), "setup", reason, who + " " + text));
  }

  /** Has the orchestrator look at what the verb left to do. */
  static Change advancing(Change change, SetupRecord setup, String verb, Instant now) {
    return change.send(
        Messages.tell(
            new SetupEvent(setup.id(), setup.generation(), verb + "/" + now.toEpochMilli())));
  }
}
