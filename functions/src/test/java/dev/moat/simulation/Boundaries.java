package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.localazure.resourcemanager.Caller;
import dev.moat.localazure.resourcemanager.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.store.InMemoryStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What Moat must not do whatever others did: remove what is not its own, revive a registry. */
final class Boundaries {

  private final InMemoryStore store;
  private final List<SetupRequest> requests;
  private final Map<ResourceId, Caller> makers = new HashMap<>();

  Boundaries(InMemoryStore store, List<SetupRequest> requests) {
    this.store = store;
    this.requests = requests;
  }

  /** Remembers who made what is there. */
  void learn(ResourceChange change) {
    ResourceId id = new ResourceId(change.resourceId());
    if (change.operationName().endsWith("/delete")) {
      makers.remove(id);
    } else if (!change.request().onExisting()) {
      makers.put(id, change.caller());
    }
  }

  /** Is called with each write of Moat's when it reaches Azure. */
  void check(ArmRequest write) {
    ResourceId id = new ResourceId(WriteWatch.pathOf(write));
    if (write.method().equals("DELETE")) {
      assertThat(makers.getOrDefault(id, InProcessAzure.MOAT))
          .as("who made %s, which Moat removes", id)
          .isEqualTo(InProcessAzure.MOAT);
    }
    if (write.method().equals("PUT")) {
      requests.stream()
          .filter(request -> request.registry().id().equals(id))
          .forEach(Boundaries.this::assertThatItMayBeMade);
    }
  }

  private void assertThatItMayBeMade(SetupRequest request) {
    StepRecord registry =
        store
            .load(request.setupId())
            .orElseThrow()
            .steps()
            .get(StepName.of(StepKind.REGISTRY))
            .value();
    assertThat(!registry.isKept() || request.driftPolicy().recreateRegistry())
        .as("whether %s may be made again", request.registry().id())
        .isTrue();
  }
}
