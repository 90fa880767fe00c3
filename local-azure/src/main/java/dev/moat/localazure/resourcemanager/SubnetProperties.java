package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What Microsoft.Network adds to the properties of a subnet that a caller sent. */
final class SubnetProperties {
  private static final String DELEGATION_TYPE =
      "Microsoft.Network/virtualNetworks/subnets/delegations";

  private SubnetProperties() {}

  static ObjectNode stored(ResourceId subnet, JsonNode sent) {
    ObjectNode properties = Json.copyOf(sent, "properties");
    properties.remove("ipConfigurations");
    properties.remove("privateEndpoints");
    Json.setDefault(properties, "privateEndpointNetworkPolicies", "Disabled");
    Json.setDefault(properties, "privateLinkServiceNetworkPolicies", "Enabled");
    Json.setDefault(properties, "delegations", Json.array());
    properties.set("delegations", delegations(subnet, properties.get("delegations")));
    if (properties.get("serviceEndpoints") instanceof ArrayNode endpoints) {
      properties.set("serviceEndpoints", serviceEndpoints(endpoints));
    }
    return properties;
  }

  private static ArrayNode delegations(ResourceId subnet, JsonNode sent) {
    return Json.arrayOf(Json.items(sent).map(item -> delegation(subnet, item)));
  }

  private static ObjectNode delegation(ResourceId subnet, JsonNode sent) {
    String name = Json.text(sent, "/name");
    ObjectNode properties =
        Json.object()
            .put("provisioningState", "Succeeded")
            .put("serviceName", Json.text(sent, "/properties/serviceName"));
    properties.putArray("actions").add("Microsoft.Network/virtualNetworks/subnets/action");
    ObjectNode delegation =
        Json.object()
            .put("name", name)
            .put("id", subnet.text() + "/delegations/" + name)
            .put("type", DELEGATION_TYPE);
    delegation.set("properties", properties);
    return delegation;
  }

  private static ArrayNode serviceEndpoints(ArrayNode sent) {
    return Json.arrayOf(Json.items(sent).map(SubnetProperties::serviceEndpoint));
  }

  private static ObjectNode serviceEndpoint(JsonNode sent) {
    ObjectNode endpoint = Json.object().put("provisioningState", "Succeeded");
    endpoint.put("service", Json.text(sent, "/service"));
    JsonNode locations = sent.path("locations");
    endpoint.set("locations", locations.isArray() ? locations : Json.array().add("*"));
    return endpoint;
  }

  /** Delegations carry the ETag of their network too. */
  static void addEtags(ObjectNode properties, String etag) {
    for (JsonNode delegation : properties.path("delegations")) {
      ((ObjectNode) delegation).put("etag", etag);
    }
  }
}
