package dev.moat.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may reach a registry from outside.
 *
 * @param access {@code Enabled} or {@code Disabled}
 * @param defaultAction what befalls an address without a rule
 * @param addresses those with a rule
 */
record NetworkSettings(String access, String defaultAction, Set<String> addresses) {

  /** Reads them from a registry's body. */
  static NetworkSettings of(JsonNode registry) {
    JsonNode rules = registry.at("/properties/networkRuleSet");
    List<String> values = rules.path("ipRules").findValuesAsText("value");
    return new NetworkSettings(
        registry.at("/properties/publicNetworkAccess").asText(),
        rules.path("defaultAction").asText(),
        new TreeSet<>(values));
  }

  boolean isClosed() {
    return access.equals("Disabled");
  }
}
