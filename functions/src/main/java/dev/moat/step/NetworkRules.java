package dev.moat.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ArmResource;
import dev.moat.model.Difference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who may reach a registry while its public access is on: the default, and the addresses that are
 * an exception. In one order, so that equal rules are equal texts. The list of addresses is always
 * there, because a list that is left out of a change stays as it was.
 *
 * @param defaultAction {@code Allow} or {@code Deny}
 * @see <a
 *     href="https://learn.microsoft.com/azure/container-registry/container-registry-access-selected-networks">IP
 *     rules of a registry</a>
 */
record NetworkRules(String defaultAction, List<Rule> ipRules) {

  /** The property of a registry. */
  static final String FIELD = "networkRuleSet";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ALLOW = "Allow";

  /**
   * An exception for some addresses.
   *
   * @param action {@code Allow}, which Azure fills in where it is left out
   * @param value an address or a range
   */
  record Rule(String action, String value) {
    @Override
    public String toString() {
      return action.equals(ALLOW) ? value : action + " " + value;
    }
  }

  static NetworkRules of(ArmResource registry) {
    return of(registry.at("/properties/" + FIELD));
  }

  /** Reads what {@link #json} wrote; throws {@link IllegalArgumentException} for other text. */
  static NetworkRules parse(String json) {
    try {
      return of(MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("'" + json + "' is no set of network rules", e);
    }
  }

  /** The rules in a registry's property. */
  static NetworkRules of(JsonNode ruleSet) {
    return new NetworkRules(
        ruleSet.path("defaultAction").asText(ALLOW),
        Json.items(ruleSet.path("ipRules"))
            .map(rule -> new Rule(rule.path("action").asText(ALLOW), rule.path("value").asText()))
            .distinct()
            .sorted(Comparator.comparing(Rule::value).thenComparing(Rule::action))
            .toList());
  }

  ObjectNode json() {
    ObjectNode ruleSet = Json.object().put("defaultAction", defaultAction);
    ArrayNode rules = ruleSet.putArray("ipRules");
    ipRules.forEach(
        rule -> rules.addObject().put("action", rule.action()).put("value", rule.value()));
    return ruleSet;
  }

  /** How what was found differs from these. */
  List<Difference> differences(NetworkRules found) {
    List<Difference> differences = new ArrayList<>();
    if (!defaultAction.equalsIgnoreCase(found.defaultAction)) {
      differences.add(new Difference(FIELD + ".defaultAction", defaultAction, found.defaultAction));
    }
    if (!ipRules.equals(found.ipRules)) {
      differences.add(new Difference(FIELD + ".ipRules", inWords(), found.inWords()));
    }
    return differences;
  }

  private String inWords() {
    return ipRules.isEmpty()
        ? "none"
        : ipRules.stream().map(Rule::toString).collect(Collectors.joining(", "));
  }
}
