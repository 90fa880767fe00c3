package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a write asks for on other resources, because its body names them: to join a network, a
 * subnet or a zone, and to approve its own connection to a registry.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet#permissions">Permissions
 *     of subnets</a>
 * @see <a href="https://learn.microsoft.com/azure/private-link/rbac-permissions">Permissions of
 *     private endpoints</a>
 */
final class LinkedActions {
  private static final String NETWORK = "Microsoft.Network/";
  private static final String JOIN = "/join/action";

  private LinkedActions() {}

  /** In the order in which the body names them. */
  static List<AskedAction> of(Call call) {
    String method = call.request().method();
    JsonNode body = call.request().body();
    boolean writes = method.equals("PUT") || method.equals("PATCH");
    return writes && body != null
        ? named(call.id(), body.path("properties")).distinct().toList()
        : List.of();
  }

  private static Stream<AskedAction> named(ResourceId id, JsonNode properties) {
    return switch (id.type().toLowerCase(Locale.ROOT)) {
      case "microsoft.network/virtualnetworks" -> ofNetwork(properties);
      case "microsoft.network/virtualnetworks/subnets" -> ofSubnet(properties);
      case "microsoft.network/privateendpoints" -> ofEndpoint(properties);
      case "microsoft.network/privateendpoints/privatednszonegroups" ->
          each(properties.path("privateDnsZoneConfigs"), "/properties/privateDnsZoneId")
              .map(zone -> join("privateDnsZones", zone));
      case "microsoft.network/privatednszones/virtualnetworklinks" ->
          one(properties, "/virtualNetwork/id").map(network -> join("virtualNetworks", network));
      case "microsoft.containerregistry/registries" -> ofRegistry(properties);
      default -> Stream.empty();
    };
  }

  private static Stream<AskedAction> ofNetwork(JsonNode properties) {
    return Stream.concat(
        one(properties, "/ddosProtectionPlan/id").map(plan -> join("ddosProtectionPlans", plan)),
        Json.items(properties.path("subnets"))
            .flatMap(subnet -> ofSubnet(subnet.path("properties"))));
  }

  private static Stream<AskedAction> ofSubnet(JsonNode properties) {
    return Stream.of(
            one(properties, "/networkSecurityGroup/id")
                .map(group -> join("networkSecurityGroups", group)),
            one(properties, "/routeTable/id").map(table -> join("routeTables", table)),
            one(properties, "/natGateway/id").map(gateway -> join("natGateways", gateway)),
            each(properties.path("serviceEndpointPolicies"), "/id")
                .map(policy -> join("serviceEndpointPolicies", policy)))
        .flatMap(any -> any);
  }

  /** A connection that is asked for by hand needs nobody's approval to be asked for. */
  private static Stream<AskedAction> ofEndpoint(JsonNode properties) {
    return Stream.concat(
        one(properties, "/subnet/id").map(subnet -> join("virtualNetworks/subnets", subnet)),
        each(properties.path(EndpointConnection.AUTOMATIC), "/properties/privateLinkServiceId")
            .map(target -> linked(approval(target), target)));
  }

  private static String approval(String target) {
    boolean registry = ResourceId.parse(target).isOfType(Registries.TYPE);
    String type = registry ? Registries.TYPE : ResourceId.parse(target).type();
    return type + "/privateEndpointConnectionsApproval/action";
  }

  private static Stream<AskedAction> ofRegistry(JsonNode properties) {
    JsonNode rules = properties.at("/networkRuleSet/virtualNetworkRules");
    return Stream.concat(each(rules, "/id"), each(rules, "/virtualNetworkSubnetResourceId"))
        .map(
            subnet ->
                linked(NETWORK + "virtualNetworks/subnets/joinViaServiceEndpoint/action", subnet));
  }

  private static Stream<String> each(JsonNode list, String pointer) {
    return Json.items(list).flatMap(item -> one(item, pointer));
  }

  private static Stream<String> one(JsonNode owner, String pointer) {
    return Stream.of(Json.text(owner, pointer)).filter(id -> !id.isEmpty());
  }

  private static AskedAction join(String type, String scope) {
    return linked(NETWORK + type + JOIN, scope);
  }

  private static AskedAction linked(String action, String scope) {
    return new AskedAction(action, scope, true);
  }
}
