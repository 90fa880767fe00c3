package dev.moat.step;

import static dev.moat.step.ObservationAssert.assertThatItFound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.ArmException;
import dev.moat.arm.FakeArm;
import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest.CreateRegistry;
import dev.moat.model.SetupRequest.PrivateDnsZone;
import dev.moat.model.SetupRequest.RoleAssignment;
import dev.moat.model.SetupRequest.VirtualNetworkLink;
import dev.moat.model.StepKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightStepTest {

  private static final ResourceId HUB_ZONE =
      new ResourceId(
          "/subscriptions/s1/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/"
              + "privatelink.azurecr.io");
  private static final String ZONES =
      "/subscriptions/s1/providers/Microsoft.Network/privateDnsZones";

  private final FakeArm azure = World.azure();

  @Test
  void when_nothing_stands_in_the_way_nothing_is_absent_and_nothing_is_written() {
    assertThat(assertThatItFound(observe()).matching().outputs()).isEqualTo(Map.of("absent", ""));
    assertThat(azure.writes()).isEmpty();
    assertThat(azure.calls()).hasSize(5);
  }

  @Test
  void what_is_not_there_yet_is_told_one_a_line() {
    azure.without(World.REGISTRY).without(World.ENDPOINT);

    Observation found =
        observe(World.preflight(Optional.of(new CreateRegistry("westeurope", Map.of()))));

    assertThat(assertThatItFound(found).matching().outputs())
        .containsEntry("absent", World.REGISTRY + "\n" + World.ENDPOINT);
  }

  @Test
  void a_registry_to_be_created_may_be_absent_and_is_not_looked_at_twice() {
    azure.without(World.REGISTRY);

    Observation found =
        observe(World.preflight(Optional.of(new CreateRegistry("westeurope", Map.of()))));

    assertThat(assertThatItFound(found).matching().outputs())
        .containsEntry("absent", World.REGISTRY.value());
    assertThat(azure.calls()).hasSize(4);
  }

  @Test
  void a_registry_that_must_exist_and_does_not() {
    azure.without(World.REGISTRY);

    assertThatItFound(observe()).blocked("RegistryNotFound", "createIfMissing");
  }

  @Test
  void a_registry_that_is_not_premium() {
    azure.body(World.REGISTRY).withObject("/sku").put("name", "Standard");

    assertThatItFound(observe()).blocked("RegistryNotPremium", "Standard");
  }

  @Test
  void a_registry_with_rules_for_service_endpoints() {
    azure.withInVersion(
        World.REGISTRY,
        ApiVersions.REGISTRY_VIRTUAL_NETWORK_RULES,
        "{properties: {networkRuleSet: {virtualNetworkRules: [{id: '/subnet'}]}}}");

    assertThatItFound(observe()).blocked("RegistryHasVirtualNetworkRules", "1 subnets", "az acr");
  }

  @ParameterizedTest
  @CsvSource({
    "AbacRepositoryPermissions,AcrPull,Container Registry Repository Reader",
    "LegacyRegistryPermissions,Container Registry Repository Reader,AcrPull"
  })
  void a_role_that_opens_nothing_in_the_registrys_mode(String mode, String role, String instead) {
    azure.body(World.REGISTRY).withObject("/properties").put("roleAssignmentMode", mode);

    Observation found =
        observe(
            World.preflight(Optional.empty(), new RoleAssignment(role, "p1", "ServicePrincipal")));

    assertThatItFound(found)
        .blocked("RoleNotHonoured", mode, "role " + role, "role " + instead + " instead");
  }

  @Test
  void a_network_that_must_exist_and_does_not() {
    azure.without(World.NETWORK);

    assertThatItFound(observe()).blocked("VirtualNetworkNotFound", World.NETWORK.value());
  }

  @Test
  void a_subnet_outside_its_network() {
    network().withObject("/addressSpace").putArray("addressPrefixes").add("10.0.0.0/24");

    assertThatItFound(observe()).blocked("SubnetOutsideNetwork", "10.0.1.0/24", "10.0.0.0/24");
  }

  @Test
  void a_subnet_over_another() {
    network()
        .withArray("subnets")
        .add(FakeArm.json("{name: 'vms', properties: {addressPrefixes: ['10.0.1.128/25']}}"));

    assertThatItFound(observe()).blocked("SubnetOverlaps", "vms", "10.0.1.128/25");
  }

  @Test
  void a_subnet_beside_another_is_fine() {
    network()
        .withArray("subnets")
        .add(FakeArm.json("{name: 'vms', properties: {addressPrefix: '10.0.2.0/24'}}"));

    assertThatItFound(observe()).matching();
  }

  @Test
  void a_subnet_of_that_name_with_another_range() {
    ((ObjectNode) network().at("/subnets/0/properties")).put("addressPrefix", "10.0.7.0/24");

    assertThatItFound(observe()).blocked("SubnetPrefixDiffers", "10.0.7.0/24");
  }

  @Test
  void an_endpoint_of_something_else() {
    azure.body(World.ENDPOINT).withObject("/properties").putArray("privateLinkServiceConnections");

    assertThatItFound(observe()).blocked("EndpointConnectedElsewhere", "nothing");
  }

  @Test
  void a_network_that_is_linked_to_another_zone_of_the_name() {
    azure
        .with(HUB_ZONE, "{location: 'global'}")
        .with(
            HUB_ZONE.child("virtualNetworkLinks", "hub"),
            "{properties: {virtualNetwork: {id: '" + World.NETWORK + "'}}}");

    assertThatItFound(observe())
        .blocked(
            "LinkedToAnotherZone", World.NETWORK.value(), HUB_ZONE.value(), World.ZONE.value());
  }

  @Test
  void another_zone_of_the_name_that_is_not_linked_to_the_network_is_fine() {
    azure.with(HUB_ZONE, "{location: 'global'}");

    assertThatItFound(observe()).matching();
  }

  @Test
  void a_network_elsewhere_that_is_only_linked_is_looked_after_in_its_own_subscription() {
    ResourceId hub =
        new ResourceId(
            "/subscriptions/s2/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub");
    ResourceId zone = new ResourceId(HUB_ZONE.value().replace("/s1/", "/s2/"));
    azure
        .with(zone, "{location: 'global'}")
        .with(
            zone.child("virtualNetworkLinks", "hub"),
            "{properties: {virtualNetwork: {id: '" + hub + "'}}}");
    Desired.Preflight asked = World.preflight(Optional.empty());

    Observation found =
        observe(
            new Desired.Preflight(
                asked.resource(),
                asked.createRegistry(),
                asked.virtualNetworks(),
                new PrivateDnsZone(World.ZONE, List.of(new VirtualNetworkLink(World.LINK, hub))),
                asked.endpoint(),
                asked.roleAssignments()));

    assertThatItFound(found).blocked("LinkedToAnotherZone", hub.value(), zone.value());
  }

  @Test
  void zones_that_moat_may_not_list_are_told_as_unchecked() {
    azure.refuse(ZONES, FakeArm.error(403, "AuthorizationFailed"));

    assertThat(assertThatItFound(observe()).matching().outputs().get("unchecked"))
        .contains(ZONES)
        .contains("AuthorizationFailed");
  }

  @Test
  void what_moat_may_not_read_is_a_problem() {
    azure.refuse(World.ENDPOINT.value(), FakeArm.error(403, "AuthorizationFailed"));

    assertThatItFound(observe()).blocked("NotReadable", World.ENDPOINT.value(), "permission");
  }

  @Test
  void trouble_that_passes_is_not_a_problem_of_the_request() {
    azure.refuse(World.ENDPOINT.value(), FakeArm.error(503, "ServiceUnavailable"));

    assertThatThrownBy(this::observe).isInstanceOf(ArmException.class);
  }

  @Test
  void all_problems_are_told_together() {
    azure.without(World.NETWORK);
    azure.body(World.REGISTRY).withObject("/sku").put("name", "Basic");

    assertThatItFound(observe())
        .blocked(
            "PreflightFailed",
            "(1) RegistryNotPremium: ",
            "(2) VirtualNetworkNotFound: ",
            "(1) Raise",
            "(2) Create");
  }

  @Test
  void the_preflight_never_writes() {
    assertThatThrownBy(
            () ->
                World.task(StepKind.PREFLIGHT).converge(azure, Map.of(), new Observation.Absent()))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private Observation observe() {
    return observe(World.preflight(Optional.empty(), World.PULL));
  }

  private Observation observe(Desired.Preflight desired) {
    return Steps.task(StepKind.PREFLIGHT, desired).observe(azure, Map.of());
  }

  private ObjectNode network() {
    return azure.body(World.NETWORK).withObject("/properties");
  }
}
