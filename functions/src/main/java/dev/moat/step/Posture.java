package dev.moat.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ArmResource;
import dev.moat.model.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A registry's network settings as they were before Moat locked it, in Azure's own JSON.
 *
 * @param settings {@code publicNetworkAccess}, {@code networkRuleSet}, {@code
 *     networkRuleBypassOptions} and {@code policies.exportPolicy}, as far as the registry had them
 */
record Posture(JsonNode settings) {

  /** Output of the lockdown: what is remembered of the time before the lock. */
  static final String OUTPUT = "posture";

  static final String ACCESS = "publicNetworkAccess";
  private static final String EXPORT = "/policies/exportPolicy";
  private static final String EXPORT_STATUS = "policies.exportPolicy.status";
  private static final String DISABLED = "Disabled";

  private static final List<String> FIELDS =
      List.of(ACCESS, NetworkRules.FIELD, "networkRuleBypassOptions");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The settings of a registry as it is. */
  static Posture of(ArmResource registry) {
    JsonNode properties = registry.at("/properties");
    ObjectNode posture = Json.object();
    for (String field : FIELDS) {
      if (properties.has(field)) {
        posture.set(field, properties.path(field));
      }
    }
    JsonNode export = properties.at(EXPORT);
    if (!export.isMissingNode()) {
      posture.putObject("policies").set("exportPolicy", export);
    }
    return new Posture(posture);
  }

  /**
   * What the lockdown remembered; empty when it never locked. Throws {@link
   * IllegalArgumentException} when that is no JSON.
   */
  static Optional<Posture> remembered(Map<String, String> own) {
    return Optional.ofNullable(own.get(OUTPUT)).map(Posture::parse);
  }

  private static Posture parse(String json) {
    try {
      return new Posture(MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("'" + json + "' is no posture of a registry", e);
    }
  }

  /** How a registry differs in what the lock changed or guarded, or what must follow from that. */
  List<Difference> differences(ArmResource registry) {
    List<Difference> differences = new ArrayList<>();
    String access = access(registry.at("/properties"));
    if (!access(settings).equalsIgnoreCase(access)) {
      differences.add(new Difference(ACCESS, access(settings), access));
    }
    rules().ifPresent(rules -> differences.addAll(rules.differences(NetworkRules.of(registry))));
    if (mustAllowExport(registry)) {
      differences.add(new Difference(EXPORT_STATUS, "enabled", "disabled"));
    }
    return differences;
  }

  /** The change that brings them back. */
  ObjectNode body(ArmResource registry) {
    ObjectNode body = Json.object();
    ObjectNode properties = body.putObject("properties").put(ACCESS, access(settings));
    rules().ifPresent(rules -> properties.set(NetworkRules.FIELD, rules.json()));
    if (mustAllowExport(registry)) {
      properties.putObject("policies").putObject("exportPolicy").put("status", "enabled");
    }
    return body;
  }

  @Override
  public String toString() {
    return settings.toString();
  }

  /** A Basic registry shows none. */
  private Optional<NetworkRules> rules() {
    return settings.has(NetworkRules.FIELD)
        ? Optional.of(NetworkRules.of(settings.path(NetworkRules.FIELD)))
        : Optional.empty();
  }

  private boolean mustAllowExport(ArmResource registry) {
    return !access(settings).equalsIgnoreCase(DISABLED)
        && registry.at("/properties" + EXPORT + "/status").asText().equalsIgnoreCase("disabled");
  }

  private static String access(JsonNode settings) {
    return settings.path(ACCESS).asText("Enabled");
  }
}
