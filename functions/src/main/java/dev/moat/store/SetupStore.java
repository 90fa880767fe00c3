package dev.moat.store;

import dev.moat.model.InvalidContinuationException;
import dev.moat.model.Outgoing;
import dev.moat.model.Page;
import dev.moat.model.ResourceChange;
import dev.moat.model.SetupId;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The state of setups. Every read sees all that was committed before it. */
public interface SetupStore {

  /**
   * What is recorded of this setup; empty when it was never accepted. Throws {@link
   * UnreadableException} when one of its rows cannot be read.
   */
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
   * actor is one notice: the latest that was noticed, but of deletions the latest that was made,
   * for nothing else tells that one. Noticing does not disturb changes that are being committed.
   */
  void notice(SetupId setup, ResourceChange change);

  /** Whether a committed change took this request. */
  boolean wasAccepted(SetupId setup, String requestId);

  /** Forgets committed messages, because the broker has them. */
  void forgetSent(SetupId setup, List<Outgoing> messages);

  /**
   * Messages of all setups that were committed before this time and not forgotten since.
   *
   * @param unreadable is told of each message that cannot be read; the others are given all the
   *     same
   */
  Map<SetupId, List<Outgoing>> unsentBefore(Instant time, Consumer<UnreadableException> unreadable);

  /** The same; throws {@link UnreadableException} when one of the messages cannot be read. */
  default Map<SetupId, List<Outgoing>> unsentBefore(Instant time) {
    return unsentBefore(
        time,
        message -> {
          throw message;
        });
  }

  /** The newest lines of a setup's history, newest first. */
  default List<HistoryEntry> history(SetupId setup, int limit) {
    return history(setup, limit, Optional.empty()).items();
  }

  /**
   * Some lines of a setup's history, newest first. What is added meanwhile is on no later page.
   *
   * @param limit the most lines, 1 or more
   * @param continuation of the page before; empty for the first. Throws {@link
   *     InvalidContinuationException} for one that was not given by such a page
   */
  Page<HistoryEntry> history(SetupId setup, int limit, Optional<String> continuation);

  /**
   * Some of the setups that the filter admits, in the order of their ids, each as of one moment.
   * One of which a row cannot be read is told by its id, and may be one that the filter does not
   * admit. A call looks through a part of what there is and no more, so a page may be short or
   * empty and yet not the last.
   *
   * @param limit the most setups, 1 or more
   * @param continuation of the page before; empty for the first. Throws {@link
   *     InvalidContinuationException} for one that was not given by such a page
   */
  Page<SetupSummary> list(SetupFilter filter, int limit, Optional<String> continuation);

  /**
   * Some of the setups that have a step of this kind which {@linkplain StepStatus#isFailure()
   * failed}, be it one they work on or one of an earlier time, in the order of their ids. Pages are
   * as those of {@link #list}.
   */
  Page<SetupId> withFailed(StepKind kind, int limit, Optional<String> continuation);

  /** The setups that are {@linkplain SetupStatus#isActive() active}, in the order of their ids. */
  List<SetupId> active();

  /** The setups that are {@linkplain SetupStatus#RESTORED restored}, in the order of their ids. */
  List<SetupId> restored();

  /** All setups, in the order of their ids. */
  List<SetupId> setups();
}
