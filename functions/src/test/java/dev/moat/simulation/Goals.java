package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.Reversal;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupStatus;
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What each setup is to come to. It changes only by what somebody asked, or when the time of a
 * restore is over: whatever else is recorded of a setup must not lose it.
 */
final class Goals {

  /** What a setup is to come to. */
  enum Goal {
    PRIVATE,
    RESTORED,
    TORN_DOWN,
    LEFT_ALONE
  }

  private static final Set<String> ASKED =
      Set.of(
          "SetupAccepted",
          "SetupReplayed",
          "SetupCancelled",
          "SetupRelocking",
          "RestoreRequested",
          "TeardownRequested");

  private record Since(Goal goal, long order) {}

  private final Claims claims;
  private final Map<SetupId, Since> goals = new HashMap<>();

  private final Map<SetupId, Set<Goal>> all = new HashMap<>();

  Goals(Claims claims) {
    this.claims = claims;
  }

  /** Is called with each change that has become part of the state, after the claims. */
  void learn(Change change) {
    change.setupWrite().ifPresent(write -> learn(change, write.value()));
  }

  private void learn(Change change, SetupRecord setup) {
    change.history().stream()
        .filter(entry -> entry.reason().equals("RestoreRequested"))
        .forEach(entry -> assertThat(entry.text()).as("what was asked").endsWith(until(setup)));
    Goal goal = of(setup);
    Since before = goals.get(setup.id());
    if (before == null || before.goal() != goal) {
      assertThat(change.history())
          .as("who asked that %s be %s, in place of %s", setup.id(), goal, before)
          .extracting(HistoryEntry::reason)
          .anyMatch(ASKED::contains);
      goals.put(setup.id(), new Since(goal, claims.now()));
      all.computeIfAbsent(setup.id(), id -> EnumSet.noneOf(Goal.class)).add(goal);
    }
  }

  Goal of(SetupId setup) {
    return goals.get(setup).goal();
  }

  boolean wasEver(SetupId setup, Goal goal) {
    return all.getOrDefault(setup, Set.of()).contains(goal);
  }

  /** The number of the commit from which on the setup has had its goal. */
  long since(SetupId setup) {
    return goals.get(setup).order();
  }

  private static String until(SetupRecord setup) {
    return setup
        .reversal()
        .flatMap(Reversal::until)
        .map(time -> "until " + time)
        .orElse("for good");
  }

  private static Goal of(SetupRecord setup) {
    if (setup.status() == SetupStatus.CANCELLED) {
      return Goal.LEFT_ALONE;
    }
    return setup
        .reversal()
        .map(Reversal::isTeardown)
        .map(teardown -> teardown ? Goal.TORN_DOWN : Goal.RESTORED)
        .orElse(Goal.PRIVATE);
  }
}
