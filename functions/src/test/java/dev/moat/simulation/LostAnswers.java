package dev.moat.simulation;

import dev.moat.model.Outgoing;
import dev.moat.model.Page;
import dev.moat.model.ResourceChange;
import dev.moat.model.SetupId;
import dev.moat.model.StepKind;
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import dev.moat.store.SetupFilter;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import dev.moat.store.SetupSummary;
import dev.moat.store.UnreadableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A store whose commits are sometimes answered with a refusal although they happened: the first
 * answer was lost, and the client sent the same transaction again.
 */
final class LostAnswers implements SetupStore {

  private static final double LOST = 0.01;

  private final SetupStore store;
  private final Chaos chaos;
  private final List<String> lost = new ArrayList<>();

  LostAnswers(SetupStore store, Chaos chaos) {
    this.store = store;
    this.chaos = chaos;
  }

  @Override
  public boolean commit(Change change) {
    boolean committed = store.commit(change);
    if (committed && chaos.happens(LOST)) {
      change.history().forEach(entry -> lost.add(entry.text()));
      return false;
    }
    return committed;
  }

  /** How many lines of history that begin so were written, and then answered with a refusal. */
  long of(String beginning) {
    return lost.stream().filter(text -> text.startsWith(beginning + " ")).count();
  }

  @Override
  public Optional<SetupState> load(SetupId setup) {
    return store.load(setup);
  }

  @Override
  public void notice(SetupId setup, ResourceChange change) {
    store.notice(setup, change);
  }

  @Override
  public boolean wasAccepted(SetupId setup, String requestId) {
    return store.wasAccepted(setup, requestId);
  }

  @Override
  public void forgetSent(SetupId setup, List<Outgoing> messages) {
    store.forgetSent(setup, messages);
  }

  @Override
  public Map<SetupId, List<Outgoing>> unsentBefore(
      Instant time, Consumer<UnreadableException> unreadable) {
    return store.unsentBefore(time, unreadable);
  }

  @Override
  public Page<HistoryEntry> history(SetupId setup, int limit, Optional<String> continuation) {
    return store.history(setup, limit, continuation);
  }

  @Override
  public Page<SetupSummary> list(SetupFilter filter, int limit, Optional<String> continuation) {
    return store.list(filter, limit, continuation);
  }

  @Override
  public Page<SetupId> withFailed(StepKind kind, int limit, Optional<String> continuation) {
    return store.withFailed(kind, limit, continuation);
  }

  @Override
  public List<SetupId> active() {
    return store.active();
  }

  @Override
  public List<SetupId> restored() {
    return store.restored();
  }

  @Override
  public List<SetupId> setups() {
    return store.setups();
  }
}
