package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.store.InMemoryStore;
import java.util.List;
import java.util.Optional;

/** What Moat must not do whatever others did: remove what is not its own, revive a registry. */
final class Boundaries {

  private final InMemoryStore store;
  private final List<SetupRequest> requests;
  private final Makers makers;

  Boundaries(InMemoryStore store, List<SetupRequest> requests, Makers makers) {
    this.makers = makers;
    this.store = store;
    this.requests = requests;
  }

  /** Is called with each write of Moat's when it reaches Azure. */
  void check(ArmRequest write) {
    ResourceId id = new ResourceId(WriteWatch.pathOf(write));
    if (write.method().equals("DELETE")) {
      assertThat(makers.of(id)).as("who made %s, which Moat removes", id).matches(this::isMoat);
    }
    if (write.method().equals("PUT")) {
      requests.stream()
          .filter(request -> request.registry().id().equals(id))
          .forEach(Boundaries.this::assertThatItMayBeMade);
    }
  }

  private boolean isMoat(Optional<Makers.Maker> maker) {
    return maker.filter(by -> !by.isMoat()).isEmpty();
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
