package dev.moat.step;

import static dev.moat.step.ObservationAssert.assertThatItFound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ArmException;
import dev.moat.arm.FakeArm;
import dev.moat.model.StepKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubnetStepTest {

  private static final Task<?> TASK = World.task(StepKind.SUBNET);

  private final FakeArm azure = World.azure();

  @Test
  void a_subnet_with_the_asked_range_policies_and_delegation_is_as_wanted() {
    assertThatItFound(observe()).matching();
    assertThat(azure.calls()).hasSize(1);
  }

  @Test
  void a_range_that_is_answered_as_a_list_counts_too() {
    properties().remove("addressPrefix");
    properties().putArray("addressPrefixes").add("10.0.1.0/24");

    assertThatItFound(observe()).matching();
  }

  @Test
  void a_missing_subnet_is_created_with_the_network_to_itself() {
    azure.without(World.SUBNET);

    assertThatItFound(observe()).absent();
    TASK.converge(azure, Map.of(), new Observation.Absent());

    assertThat(written())
        .isEqualTo(
            FakeArm.json(
                """
                {properties: {addressPrefix: '10.0.1.0/24',
                 privateEndpointNetworkPolicies: 'Disabled',
                 delegations: [{name: 'Microsoft.Web.serverFarms',
                  properties: {serviceName: 'Microsoft.Web/serverFarms'}}]}}
                """));
    assertThat(TASK.exclusive()).hasValue(World.NETWORK);
  }

  @Test
  void another_range_cannot_be_changed() {
    properties().put("addressPrefix", "10.0.2.0/24");

    assertThatItFound(observe()).blocked("SubnetPrefixDiffers", "10.0.2.0/24", "10.0.1.0/24");
  }

  @Test
  void what_stands_on_the_subnet_and_is_not_ours_stays() {
    properties().put("privateEndpointNetworkPolicies", "Enabled").put("newInAzure", "kept");
    properties().putObject("networkSecurityGroup").put("id", "/nsg");
    properties().putArray("serviceEndpoints").addObject().put("service", "Microsoft.Storage");
    properties().putArray("privateEndpoints").addObject().put("id", "/pe");

    TASK.converge(
        azure, Map.of(), assertThatItFound(observe()).differing("privateEndpointNetworkPolicies"));

    assertThat(written())
        .isEqualTo(
            FakeArm.json(
                """
                {properties: {addressPrefix: '10.0.1.0/24', newInAzure: 'kept',
                 privateEndpointNetworkPolicies: 'Disabled', networkSecurityGroup: {id: '/nsg'},
                 serviceEndpoints: [{service: 'Microsoft.Storage'}],
                 delegations: [{id: '/d', name: 'web',
                  type: 'Microsoft.Network/virtualNetworks/subnets/delegations',
                  properties: {serviceName: 'Microsoft.Web/serverfarms'}}]}}
                """));
  }

  @Test
  void a_missing_delegation_is_added_to_those_that_are_there() {
    ObjectNode other =
        FakeArm.json("{name: 'sql', properties: {serviceName: 'Microsoft.Sql/managedInstances'}}");
    properties().putArray("delegations").add(other);

    TASK.converge(azure, Map.of(), assertThatItFound(observe()).differing("delegations"));

    assertThat(written().at("/properties/delegations"))
        .extracting(each -> each.at("/properties/serviceName").asText())
        .containsExactly("Microsoft.Sql/managedInstances", "Microsoft.Web/serverFarms");
  }

  @Test
  void a_subnet_that_someone_changed_since_it_was_read_is_not_overwritten() {
    properties().put("privateEndpointNetworkPolicies", "Enabled");
    Observation.Differs found =
        assertThatItFound(observe()).differing("privateEndpointNetworkPolicies");
    azure.body(World.SUBNET).put("etag", "W/\"2\"");

    assertThatThrownBy(() -> TASK.converge(azure, Map.of(), found))
        .isInstanceOf(ArmException.class)
        .hasMessageContaining("PreconditionFailed");
  }

  @Test
  void a_subnet_in_change_is_waited_for_and_a_failed_one_is_put_again() {
    properties().put("provisioningState", "Updating");
    assertThatItFound(observe()).inProgress("Updating");

    properties().put("provisioningState", "Failed");
    assertThatItFound(observe()).differing("provisioningState");
  }

  private Observation observe() {
    return World.observe(azure, StepKind.SUBNET);
  }

  private ObjectNode properties() {
    return azure.body(World.SUBNET).withObject("/properties");
  }

  private JsonNode written() {
    return azure.writes().get(0).body().orElseThrow();
  }
}
