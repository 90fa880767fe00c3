package dev.moat.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.ApiVersions;
import dev.moat.model.ResourceId;
import java.util.List;
import java.util.function.Predicate;

/** A person changes the subnets of the endpoint and of what reaches the registry through it. */
final class BenchSubnets {

  private BenchSubnets() {}

  static List<BenchScenario> scenarios() {
    return List.of(
        BenchScenario.repaired(
            "subnet's network policies changed",
            setup ->
                setup
                    .person()
                    .changeSubnet(
                        setup.request().subnet(), "privateEndpointNetworkPolicies", "\"Enabled\""),
            setup -> has(setup, setup.request().subnet(), BenchSubnets::ignoresPolicies)),
        BenchScenario.repaired(
                "subnet's delegation removed",
                setup -> setup.person().changeSubnet(integrationSubnet(setup), "delegations", "[]"),
                setup -> has(setup, integrationSubnet(setup), BenchSubnets::isDelegated))
            .requesting(
                group -> SampleRequest.of("secureacr-with-integration-subnet.json", group)));
  }

  private static ResourceId integrationSubnet(BenchSetup setup) {
    return setup.request().network().child("subnets", "vnet-integration-subnet");
  }

  private static boolean has(BenchSetup setup, ResourceId subnet, Predicate<JsonNode> property) {
    return setup.person().find(subnet, ApiVersions.NETWORK).filter(property).isPresent();
  }

  private static boolean ignoresPolicies(JsonNode subnet) {
    return subnet.path("privateEndpointNetworkPolicies").asText().equals("Disabled");
  }

  private static boolean isDelegated(JsonNode subnet) {
    return subnet
        .at("/delegations/0/properties/serviceName")
        .asText()
        .equals("Microsoft.Web/serverFarms");
  }
}
