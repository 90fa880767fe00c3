package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.localazure.resourcemanager.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRequest;
import dev.moat.simulation.Goals.Goal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * The registries of other setups than the one that is torn down: what they share with it must not
 * be taken away under them while the private path is all they have.
 */
final class Bystanders {

  /**
   * @param whole whose registries could be reached when the removal began
   * @param acts of others up to then
   */
  private record Removal(List<SetupRequest> whole, int acts) {}

  private final Inspector inspector;
  private final Goals goals;
  private final IntSupplier meddled;
  private final List<SetupRequest> requests;
  private final Function<ArmRequest, SetupId> setupOf;
  private final Map<ResourceId, Removal> removals = new HashMap<>();

  /**
   * @param meddled how often others did something
   */
  Bystanders(
      Inspector inspector,
      Goals goals,
      IntSupplier meddled,
      List<SetupRequest> requests,
      Function<ArmRequest, SetupId> setupOf) {
    this.inspector = inspector;
    this.goals = goals;
    this.meddled = meddled;
    this.requests = requests;
    this.setupOf = setupOf;
  }

  /** Is called with each write of Moat's before Azure sees it. */
  void check(ArmRequest write) {
    if (write.method().equals("DELETE")) {
      SetupId setup = setupOf.apply(write);
      List<SetupRequest> whole =
          requests.stream()
              .filter(request -> !request.setupId().equals(setup))
              .filter(request -> inspector.isPrivate(request.registry().id()))
              .toList();
      removals.put(
          new ResourceId(WriteWatch.pathOf(write)), new Removal(whole, meddled.getAsInt()));
    }
  }

  /**
   * Hears of each change in Azure when it takes effect. What others began before a removal and what
   * ends in the middle of it is not of the removal.
   */
  void learn(ResourceChange change) {
    if (!change.caller().equals(InProcessAzure.MOAT)) {
      removals.clear();
    }
    Removal removal = removals.remove(new ResourceId(change.resourceId()));
    if (removal != null && meddled.getAsInt() == removal.acts()) {
      removal.whole().stream()
          .filter(request -> !goals.wasEver(request.setupId(), Goal.TORN_DOWN))
          .forEach(request -> assertThatItIsWhole(request.registry().id(), change));
    }
  }

  private void assertThatItIsWhole(ResourceId registry, ResourceChange change) {
    assertThat(inspector.isOpen(registry) || inspector.isPrivate(registry))
        .as("whether %s can be reached without %s", registry, change.resourceId())
        .isTrue();
  }
}
