package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a private endpoint holds. */
final class EndpointBody {
  private final Cloud cloud;
  private final RegistryMembers members;

  EndpointBody(Cloud cloud) {
    this.cloud = cloud;
    this.members = new RegistryMembers(cloud);
  }

  /** The id of the network interface: of the name the caller chose, or of a name made up. */
  ResourceId interfaceId(ResourceId endpoint, JsonNode sent) {
    String chosen = Json.text(sent, "/properties/customNetworkInterfaceName");
    String name = chosen.isEmpty() ? endpoint.name() + ".nic." + cloud.newGuid() : chosen;
    return ResourceId.parse(
        endpoint.scope() + "/providers/Microsoft.Network/networkInterfaces/" + name);
  }

  ObjectNode create(ObjectNode body, ObjectNode sent, ResourceId nic) {
    body.put("location", Locations.required(sent));
    if (sent.has("tags")) {
      body.set("tags", sent.get("tags"));
    }
    JsonNode wanted = sent.get("properties");
    ObjectNode properties = body.putObject("properties").put("resourceGuid", cloud.newGuid());
    for (String list : List.of(EndpointConnection.AUTOMATIC, EndpointConnection.MANUAL)) {
      properties.set(list, connections(body, wanted, list));
    }
    properties.put("customNetworkInterfaceName", Json.text(wanted, "/customNetworkInterfaceName"));
    properties.putObject("subnet").put("id", Json.text(wanted, "/subnet/id"));
    JsonNode fixed = wanted.path("ipConfigurations");
    properties.set("ipConfigurations", fixed.isArray() ? fixed : Json.array());
    properties.putArray("networkInterfaces").addObject().put("id", nic.text());
    EndpointConnection connection = EndpointConnection.of(properties);
    connection.become(
        connection.automatic() ? RegistryLinks.APPROVED : "Pending",
        connection.automatic() ? "Auto-Approved" : "Awaiting Approval");
    return body;
  }

  private static ArrayNode connections(JsonNode endpoint, JsonNode wanted, String list) {
    return Json.arrayOf(
        Json.items(wanted.path(list)).map(sent -> connection(endpoint, sent, list)));
  }

  private static ObjectNode connection(JsonNode endpoint, JsonNode sent, String list) {
    String name = Json.text(sent, "/name");
    ObjectNode connection =
        Json.object()
            .put("name", name)
            .put("id", Json.text(endpoint, "/id") + "/" + list + "/" + name)
            .put("type", PrivateEndpoints.TYPE + "/" + list);
    ObjectNode properties = Json.copyOf(sent, "properties").put("provisioningState", "Succeeded");
    connection.set("properties", properties);
    return connection;
  }

  /** The addresses a caller chose, by member name. */
  static Map<String, String> fixedAddresses(JsonNode sent) {
    Map<String, String> fixed = new HashMap<>();
    for (JsonNode chosen : sent.at("/properties/ipConfigurations")) {
      fixed.put(
          Json.text(chosen, "/properties/memberName"),
          Json.text(chosen, "/properties/privateIPAddress"));
    }
    return fixed;
  }

  /** A caller who chooses addresses must choose one for every member. */
  @Nullable ArmError missingMembers(Resource endpoint, Resource registry) {
    Map<String, String> fixed = fixedAddresses(endpoint.body());
    List<String> missing =
        members.of(registry).stream()
            .map(RegistryMembers.Member::name)
            .filter(name -> !fixed.isEmpty() && !fixed.containsKey(name))
            .toList();
    return missing.isEmpty()
        ? null
        : ArmError.network(
            400,
            "PrivateEndpointMissingMemberNames",
            "Private Endpoint needs to be reconfigured with missing memberNames: "
                + String.join(", ", missing));
  }
}
