package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.localazure.resourcemanager.ResourceChange;
import dev.moat.model.Drift;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.store.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who did what, as Azure knows it: nobody is named for a drift who did not do what is told. */
final class Culprits {

  private final Claims claims;
  private final Map<String, List<ResourceChange>> deeds = new HashMap<>();

  Culprits(Claims claims) {
    this.claims = claims;
  }

  void learn(ResourceChange change) {
    deeds.computeIfAbsent(change.correlationId(), id -> new ArrayList<>()).add(change);
  }

  /** Is called with each change that has become part of the state. */
  void check(Change change) {
    change.stepWrites().stream()
        .flatMap(write -> write.value().drifts().stream())
        .forEach(drift -> drift.cause().ifPresent(cause -> check(cause, drift, change.setup())));
  }

  private void check(dev.moat.model.ResourceChange cause, Drift drift, SetupId setup) {
    assertThat(deeds.getOrDefault(cause.correlationId(), List.of()))
        .as("what was done under the correlation id of %s", drift)
        .anyMatch(deed -> isSame(deed, cause));
    assertThat(claims.of(cause.correlationId()).map(Claims.Claim::setup))
        .as("for whom Moat itself made the cause of %s", drift)
        .isNotEqualTo(Optional.of(setup));
    assertThat(cause.at()).as("when the cause of %s was", drift).isBeforeOrEqualTo(drift.foundAt());
  }

  private static boolean isSame(ResourceChange deed, dev.moat.model.ResourceChange told) {
    return told.resource().equals(new ResourceId(deed.resourceId()))
        && told.operation().equalsIgnoreCase(deed.operationName())
        && told.actor().objectId().filter(deed.caller().objectId()::equals).isPresent();
  }
}
