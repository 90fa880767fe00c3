package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;

/** What Container Registry does not let a registry be. */
final class RegistryRules {
  static final String PREMIUM = "Premium";

  private RegistryRules() {}

  static void check(JsonNode registry) {
    String sku = Json.text(registry, "/sku/name");
    if (sku.isEmpty()) {
      throw invalid("SkuRequired", "The SKU of the registry must be given.");
    }
    boolean closed = isClosed(registry);
    if (!sku.equals(PREMIUM)) {
      checkWithoutPremium(registry, sku, closed);
    }
    boolean exportOff =
        Json.text(registry, "/properties/policies/exportPolicy/status").equals("disabled");
    if (exportOff && !closed) {
      throw invalid(
          "ExportPolicyDisabledWithPublicNetworkAccess",
          "The export policy can only be disabled while public network access is disabled.");
    }
  }

  private static boolean isClosed(JsonNode registry) {
    return Json.text(registry, "/properties/publicNetworkAccess").equals("Disabled");
  }

  /** The wording for network rules is not known; it follows that for public access. */
  private static void checkWithoutPremium(JsonNode registry, String sku, boolean closed) {
    String more = "For more information, please visit https://aka.ms/acr/private-link.";
    if (closed) {
      throw invalid(
          "DisablingPublicNetworkAccessNotSupported",
          "Disabling public network access is not supported for the SKU %s. %s"
              .formatted(sku, more));
    }
    JsonNode rules = registry.at("/properties/networkRuleSet");
    boolean restricts =
        rules.path("defaultAction").asText().equals("Deny")
            || !rules.path("ipRules").isEmpty()
            || !rules.path("virtualNetworkRules").isEmpty();
    if (restricts) {
      throw invalid(
          "NetworkRuleSetNotSupported",
          "Network rules are not supported for the SKU %s. %s".formatted(sku, more));
    }
  }

  private static ArmError.Refusal invalid(String code, String message) {
    return ArmError.of(400, code, message).refusal();
  }
}
