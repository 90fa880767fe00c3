package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A registry as the versions of the API show it. */
final class RegistryView {
  private static final String ROLE_ASSIGNMENT_MODE_SINCE = "2024-11-01";

  private final Cloud cloud;
  private final RegistryMembers members;

  RegistryView(Cloud cloud) {
    this.cloud = cloud;
    this.members = new RegistryMembers(cloud);
  }

  ObjectNode show(Resource registry, String apiVersion) {
    ObjectNode body = registry.body().deepCopy();
    ObjectNode properties = body.withObjectProperty("properties");
    properties.set(
        "privateEndpointConnections",
        Json.arrayOf(
            cloud
                .resources()
                .below(registry.id(), PrivateEndpointConnections.TYPE)
                .map(connection -> connection.body().deepCopy())));
    properties.set("dataEndpointHostNames", dataEndpoints(registry));
    hideWhatTheSkuLacks(body, properties);
    if (!apiVersion.isEmpty()) {
      hideWhatTheVersionLacks(properties, apiVersion);
    }
    return body;
  }

  private ArrayNode dataEndpoints(Resource registry) {
    ArrayNode names = Json.array();
    if (registry.properties().path("dataEndpointEnabled").asBoolean()) {
      members
          .regions(registry)
          .forEach(region -> names.add(RegistryMembers.data(registry, region)));
    }
    return names;
  }

  private static void hideWhatTheSkuLacks(ObjectNode body, ObjectNode properties) {
    if (Json.text(body, "/sku/name").equals("Basic")) {
      properties.remove("networkRuleSet");
    }
  }

  /**
   * Rules for virtual networks exist in previews only, and no more in those that are described
   * since: clients stay with 2021-08-01-preview for them.
   */
  static boolean hasVirtualNetworkRules(String apiVersion) {
    return apiVersion.endsWith("-preview") && apiVersion.compareTo("2021-09-01") < 0;
  }

  private static void hideWhatTheVersionLacks(ObjectNode properties, String apiVersion) {
    if (!hasVirtualNetworkRules(apiVersion)
        && properties.get("networkRuleSet") instanceof ObjectNode rules) {
      rules.remove("virtualNetworkRules");
    }
    if (apiVersion.compareTo(ROLE_ASSIGNMENT_MODE_SINCE) < 0) {
      properties.remove("roleAssignmentMode");
    }
  }
}
