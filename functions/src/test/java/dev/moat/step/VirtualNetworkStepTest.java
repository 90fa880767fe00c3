package dev.moat.step;

import static dev.moat.step.ObservationAssert.assertThatItFound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.arm.FakeArm;
import dev.moat.model.Desired;
import dev.moat.model.StepKind;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VirtualNetworkStepTest {

  private static final Task<?> ONLY_CHECKED =
      Steps.task(
          StepKind.VIRTUAL_NETWORK, new Desired.VirtualNetwork(World.NETWORK, Optional.empty()));

  private final FakeArm azure = World.azure();

  @Test
  void a_network_that_is_there_is_as_wanted() {
    assertThatItFound(observe()).matching();
    assertThat(azure.calls()).hasSize(1);
  }

  @Test
  void a_missing_network_is_created_only_when_asked() {
    azure.without(World.NETWORK);

    assertThatItFound(observe()).absent();
    assertThatItFound(ONLY_CHECKED.observe(azure, Map.of()))
        .blocked("VirtualNetworkNotFound", World.NETWORK.value());
    assertThatThrownBy(() -> ONLY_CHECKED.converge(azure, Map.of(), new Observation.Absent()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void the_network_is_created_as_asked() {
    World.task(StepKind.VIRTUAL_NETWORK).converge(azure, Map.of(), new Observation.Absent());

    assertThat(azure.writes().get(0).body().orElseThrow())
        .isEqualTo(
            FakeArm.json(
                """
                {location: 'westeurope', tags: {owner: 'moat'},
                 properties: {addressSpace: {addressPrefixes: ['10.0.0.0/16']}}}
                """));
  }

  @Test
  void a_network_is_never_created_without_having_looked_because_a_put_drops_its_subnets() {
    assertThat(ONLY_CHECKED.createsUnseen()).isFalse();
  }

  @Test
  void a_network_in_change_is_waited_for() {
    azure.body(World.NETWORK).withObject("/properties").put("provisioningState", "Updating");

    assertThatItFound(observe()).inProgress("Updating");
  }

  @Test
  void a_broken_network_is_not_overwritten() {
    azure.body(World.NETWORK).withObject("/properties").put("provisioningState", "Failed");

    assertThatItFound(observe()).blocked("VirtualNetworkNotProvisioned", "Repair");
  }

  private Observation observe() {
    return World.observe(azure, StepKind.VIRTUAL_NETWORK);
  }

  @Test
  void the_network_that_moat_made_is_known_by_its_guid() {
    Task<?> task = World.task(StepKind.VIRTUAL_NETWORK);
    FakeArm network = World.azure();
    network.body(World.NETWORK).withObject("/properties").put("resourceGuid", "g1");

    assertThat(task.outputs(network.body(World.NETWORK)))
        .isEqualTo(Map.of("madeAs", "g1", "foundAs", "g1"));
    assertThat(
            assertThatItFound(World.observe(network, StepKind.VIRTUAL_NETWORK))
                .matching()
                .outputs())
        .isEqualTo(Map.of("foundAs", "g1"));
  }
}
