package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.contract.TestClock;
import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.localazure.resourcemanager.Caller;
import dev.moat.localazure.resourcemanager.ResourceManager;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupRequest.Subnet;
import dev.moat.model.SetupRequest.VirtualNetworkLink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What the owner had before Moat came: any part of what setups are about to ask for. */
final class Premises {

  static final Caller OWNER = new Caller("owner", "owner");

  private static final String NETWORK = "?api-version=2023-09-01";
  private static final String DNS = "?api-version=2020-06-01";
  private static final String REGISTRY = "?api-version=2023-07-01";

  private final ResourceManager azure;
  private final TestClock clock;
  private final RandomGenerator random;
  private boolean any;

  Premises(ResourceManager azure, TestClock clock, RandomGenerator random) {
    this.azure = azure;
    this.clock = clock;
    this.random = random;
  }

  /** Whether the owner had anything. */
  boolean isAny() {
    return any;
  }

  /** Makes some of it, or nothing. */
  void make(List<SetupRequest> requests) {
    if (random.nextInt(5) < 2) {
      return;
    }
    any = true;
    boolean hasNetwork = random.nextInt(3) > 0;
    if (hasNetwork) {
      network(requests.get(0));
    }
    if (random.nextInt(3) == 0) {
      zone(requests.get(0), hasNetwork && random.nextBoolean());
    }
    for (SetupRequest request : requests) {
      if (random.nextBoolean()) {
        registry(request);
        if (hasNetwork && random.nextInt(4) > 0) {
          pendingEndpoint(request);
        }
      }
    }
  }

  private void network(SetupRequest request) {
    SetupRequest.VirtualNetwork network = request.virtualNetworks().get(0);
    ObjectNode body = object().put("location", "westcentralus");
    body.putObject("properties")
        .putObject("addressSpace")
        .putArray("addressPrefixes")
        .add("10.0.0.0/16");
    put(network.id() + NETWORK, body);
    ObjectNode own = object();
    own.putObject("properties").put("addressPrefix", "10.0.200.0/24");
    put(network.id().child("subnets", "own") + NETWORK, own);
  }

  private void zone(SetupRequest request, boolean linked) {
    put(request.privateDnsZone().id() + DNS, object().put("location", "global"));
    if (linked) {
      VirtualNetworkLink link = request.privateDnsZone().links().get(0);
      ObjectNode body = object().put("location", "global");
      ObjectNode properties = body.putObject("properties").put("registrationEnabled", false);
      properties.putObject("virtualNetwork").put("id", link.virtualNetwork().value());
      put(link.id() + DNS, body);
    }
  }

  private void registry(SetupRequest request) {
    ObjectNode body = object().put("location", "westcentralus");
    body.putObject("sku").put("name", "Premium");
    ObjectNode properties = body.putObject("properties");
    int variant = random.nextInt(4);
    properties.put("publicNetworkAccess", variant == 3 ? "Disabled" : "Enabled");
    if (variant > 0) {
      ObjectNode rules = properties.putObject("networkRuleSet").put("defaultAction", "Deny");
      rules.putArray("ipRules").addObject().put("value", "198.51.100." + variant);
    }
    put(request.registry().id() + REGISTRY, body);
  }

  /** Somebody asked for it by hand, without a right on the registry: it has to be approved. */
  private void pendingEndpoint(SetupRequest request) {
    Subnet subnet = request.virtualNetworks().get(0).subnets().get(0);
    ObjectNode wanted = object();
    wanted
        .putObject("properties")
        .put("addressPrefix", subnet.addressPrefix())
        .put("privateEndpointNetworkPolicies", "Disabled");
    put(subnet.id() + NETWORK, wanted);
    ObjectNode body = object().put("location", request.privateEndpoint().location());
    ObjectNode properties = body.putObject("properties");
    properties.putObject("subnet").put("id", subnet.id().value());
    ObjectNode connection = properties.putArray("manualPrivateLinkServiceConnections").addObject();
    connection.put("name", request.privateEndpoint().connectionName());
    connection
        .putObject("properties")
        .put("privateLinkServiceId", request.registry().id().value())
        .putArray("groupIds")
        .add("registry");
    put(request.privateEndpoint().id() + NETWORK, body);
  }

  /** The owner takes back an endpoint that was refused. */
  void removeEndpoint(SetupRequest request) {
    ResourceId endpoint = request.privateEndpoint().id();
    call("DELETE", endpoint + NETWORK, null);
  }

  private void put(String path, ObjectNode body) {
    call("PUT", path, body);
  }

  private void call(String method, String path, @org.jspecify.annotations.Nullable JsonNode body) {
    int status = azure.handle(new ArmRequest(method, path, Map.of(), body, OWNER)).status();
    assertThat(status).as("%s %s", method, path).isBetween(200, 299);
    while (azure.nextEnd().isPresent()) {
      Duration left = Duration.between(clock.instant(), azure.nextEnd().get());
      clock.advance(left.isNegative() ? Duration.ZERO : left);
      azure.advance();
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
