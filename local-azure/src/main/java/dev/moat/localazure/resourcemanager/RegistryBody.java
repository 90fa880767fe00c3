package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** What a registry holds when it is new, and what a write changes in it. */
final class RegistryBody {
  private static final List<String> HEAVY = List.of("encryption", "anonymousPullEnabled");
  private static final List<String> COMPUTED =
      List.of(
          "loginServer",
          "creationDate",
          "provisioningState",
          "privateEndpointConnections",
          "dataEndpointHostNames",
          "status");

  private RegistryBody() {}

  static void create(ObjectNode body, Call call) {
    ObjectNode sent = sent(call);
    body.put("location", Locations.required(sent));
    body.set("tags", Json.object());
    ObjectNode systemData = body.withObjectProperty("systemData");
    for (String verb : List.of("created", "lastModified")) {
      systemData
          .put(verb + "By", call.request().caller().applicationId())
          .put(verb + "ByType", "Application")
          .put(verb + "At", call.now().toString());
    }
    ObjectNode properties = defaults();
    properties
        .put("loginServer", call.id().name().toLowerCase(Locale.ROOT) + ".azurecr.io")
        .put("creationDate", call.now().toString());
    body.set("properties", properties);
    change(body, sent);
  }

  /** What a caller sent, without what the version of the call does not know. */
  static ObjectNode sent(Call call) {
    ObjectNode sent = call.body();
    boolean known = RegistryView.hasVirtualNetworkRules(call.apiVersion());
    if (!known && sent.at("/properties/networkRuleSet") instanceof ObjectNode rules) {
      rules.remove("virtualNetworkRules");
    }
    return sent;
  }

  private static ObjectNode defaults() {
    ObjectNode properties = Json.object().put("adminUserEnabled", false);
    ObjectNode rules = properties.putObject("networkRuleSet").put("defaultAction", "Allow");
    rules.putArray("ipRules");
    rules.putArray("virtualNetworkRules");
    ObjectNode policies = properties.putObject("policies");
    policies.putObject("quarantinePolicy").put("status", "disabled");
    policies.putObject("trustPolicy").put("type", "Notary").put("status", "disabled");
    policies.putObject("retentionPolicy").put("days", 7).put("status", "disabled");
    policies.putObject("exportPolicy").put("status", "enabled");
    policies.putObject("azureADAuthenticationAsArmPolicy").put("status", "enabled");
    policies.putObject("softDeletePolicy").put("retentionDays", 7).put("status", "disabled");
    properties.putObject("encryption").put("status", "disabled");
    return properties
        .put("dataEndpointEnabled", false)
        .put("publicNetworkAccess", "Enabled")
        .put("networkRuleBypassOptions", "AzureServices")
        .put("zoneRedundancy", "Disabled")
        .put("anonymousPullEnabled", false)
        .put("roleAssignmentMode", "LegacyRegistryPermissions");
  }

  /** Writes what was sent over what is there: objects into objects, lists in place of lists. */
  static void change(ObjectNode body, ObjectNode sent) {
    ObjectNode properties = Json.copyOf(sent, "properties");
    properties.remove(COMPUTED);
    Json.merge(body.withObjectProperty("properties"), properties);
    fillActions(body.withObjectProperty("properties").withObjectProperty("networkRuleSet"));
    for (String whole : List.of("tags", "identity")) {
      if (sent.hasNonNull(whole)) {
        body.set(whole, sent.get(whole));
      }
    }
    String sku = Json.text(sent, "/sku/name");
    if (!sku.isEmpty()) {
      body.putObject("sku").put("name", sku).put("tier", sku);
    }
  }

  private static void fillActions(ObjectNode rules) {
    for (String list : List.of("ipRules", "virtualNetworkRules")) {
      if (rules.get(list) instanceof ArrayNode array) {
        for (JsonNode rule : array) {
          Json.setDefault((ObjectNode) rule, "action", "Allow");
        }
      }
    }
  }

  static boolean isHeavy(ObjectNode sent) {
    JsonNode properties = sent.path("properties");
    return sent.hasNonNull("identity") || HEAVY.stream().anyMatch(properties::hasNonNull);
  }
}
