package dev.moat.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupRequest.CreateRegistry;
import dev.moat.model.SetupRequest.CreateVirtualNetwork;
import dev.moat.model.SetupRequest.PrivateDnsZone;
import dev.moat.model.SetupRequest.PrivateEndpoint;
import dev.moat.model.SetupRequest.Registry;
import dev.moat.model.SetupRequest.RoleAssignment;
import dev.moat.model.SetupRequest.Subnet;
import dev.moat.model.SetupRequest.VirtualNetwork;
import dev.moat.model.SetupRequest.VirtualNetworkLink;
import dev.moat.model.StepName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlansTest {

  private static final ResourceId GROUP = new ResourceId("/subscriptions/s/resourceGroups/g");
  private static final String PRINCIPAL = "11111111-1111-1111-1111-111111111111";

  @Test
  void a_fresh_setup_makes_everything_in_order() {
    assertThat(edges(Plans.of(request(true))))
        .containsExactlyInAnyOrder(
            "preflight <- ",
            "virtual-network.net <- preflight",
            "registry <- preflight",
            "dns-zone <- preflight",
            "subnet.net.endpoints <- virtual-network.net",
            "link.net-link <- dns-zone, virtual-network.net",
            "endpoint <- registry, subnet.net.endpoints",
            "zone-group <- dns-zone, endpoint",
            "identity-grant.AcrPull." + PRINCIPAL + " <- registry",
            "lockdown <- identity-grant.AcrPull." + PRINCIPAL + ", link.net-link, zone-group");
  }

  @Test
  void a_network_that_must_exist_has_no_step_and_the_preflight_answers_for_it() {
    assertThat(edges(Plans.of(request(false))))
        .contains("subnet.net.endpoints <- preflight", "link.net-link <- dns-zone, preflight")
        .noneMatch(edge -> edge.startsWith("virtual-network"));
  }

  @Test
  void what_stands_on_a_registry_that_must_exist_waits_until_it_was_seen() {
    assertThat(edges(Plans.of(request(false))))
        .contains(
            "registry <- preflight",
            "endpoint <- registry, subnet.net.endpoints",
            "identity-grant.AcrPull." + PRINCIPAL + " <- registry");
    assertThat(Plans.of(request(false)).step(new StepName("registry")).desired())
        .isEqualTo(
            new Desired.Registry(request(false).registry().id(), Optional.<CreateRegistry>empty()));
  }

  @Test
  void the_same_grant_always_has_the_same_id() {
    Plan plan = Plans.of(request(true));
    Plan again = Plans.of(request(true));
    StepName grant = new StepName("identity-grant.AcrPull." + PRINCIPAL);

    assertThat(plan.step(grant).desired().resource())
        .isEqualTo(again.step(grant).desired().resource());
    assertThat(plan.step(grant).desired().resource().value())
        .matches(
            ".*/registries/reg/providers/Microsoft.Authorization/roleAssignments/[0-9a-f-]{14}5.*");
  }

  private static List<String> edges(Plan plan) {
    return plan.steps().stream().map(PlansTest::edge).toList();
  }

  private static String edge(PlannedStep step) {
    String before =
        step.prerequisites().stream()
            .sorted()
            .map(StepName::value)
            .collect(Collectors.joining(", "));
    return step.name() + " <- " + before;
  }

  private static SetupRequest request(boolean create) {
    ResourceId net = GROUP.extension("Microsoft.Network", "virtualNetworks", "net");
    ResourceId subnet = net.child("subnets", "endpoints");
    ResourceId zone =
        GROUP.extension("Microsoft.Network", "privateDnsZones", "privatelink.azurecr.io");
    Optional<CreateVirtualNetwork> createNetwork =
        Optional.of(new CreateVirtualNetwork("westus", List.of("10.0.0.0/16"), Map.of()));
    return new SetupRequest(
        "r1",
        new Registry(
            GROUP.extension("Microsoft.ContainerRegistry", "registries", "reg"),
            Optional.of(new CreateRegistry("westus", Map.of())).filter(any -> create)),
        List.of(
            new VirtualNetwork(
                net,
                createNetwork.filter(any -> create),
                List.of(new Subnet(subnet, "10.0.1.0/24", Optional.of("Disabled"), List.of())))),
        new PrivateDnsZone(
            zone,
            List.of(new VirtualNetworkLink(zone.child("virtualNetworkLinks", "net-link"), net))),
        new PrivateEndpoint(
            GROUP.extension("Microsoft.Network", "privateEndpoints", "pe"),
            "westus",
            subnet,
            "pc",
            "zg",
            Optional.empty()),
        List.of(new RoleAssignment("AcrPull", PRINCIPAL, "ServicePrincipal")),
        Optional.empty(),
        Optional.empty());
  }
}
