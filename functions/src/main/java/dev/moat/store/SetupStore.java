package dev.moat.store;

import dev.moat.model.Outgoing;
import dev.moat.model.ResourceChange;
import dev.moat.model.SetupId;
import dev.moat.model.SetupStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The state of setups. Every read sees all that was committed before it. */
public interface SetupStore {

  /** What is recorded of this setup; empty when it was never accepted. */
  Optional<SetupState> load(SetupId setup);

  /**
   * Records a change as a whole. Returns false, and changes nothing, when one of its records is no
   * longer at the version that was read, or exists although it should not. A message that is
   * committed again before it was forgotten is one message. Throws {@link IllegalStateException}
   * for a change that {@linkplain Change#requireStorable() no store could take}.
   *
   * <p>False is also the answer to a second sending whose first answer was lost on the way: so read
   * again, and decide from what is read.
   */
  boolean commit(Change change);

  /**
   * Remembers a change that somebody made in Azure, to be looked into. One resource, operation and
   * actor is one notice, the latest; noticing does not disturb changes that are being committed.
   */
  void notice(SetupId setup, ResourceChange change);

  /** Whether a committed change took this request. */
  boolean wasAccepted(SetupId setup, String requestId);

  /** Forgets committed messages, because the broker has them. */
  void forgetSent(SetupId setup, List<Outgoing> messages);

  /** Messages of all setups that were committed before this time and not forgotten since. */
  Map<SetupId, List<Outgoing>> unsentBefore(Instant time);

  /** The newest lines of a setup's history, newest first. */
  List<HistoryEntry> history(SetupId setup, int limit);

  /** The setups that are {@linkplain SetupStatus#isActive() active}, in the order of their ids. */
  List<SetupId> active();

  /** The setups that are {@linkplain SetupStatus#RESTORED restored}, in the order of their ids. */
  List<SetupId> restored();

  /** All setups, in the order of their ids. */
  List<SetupId> setups();
}
