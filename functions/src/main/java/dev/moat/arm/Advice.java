package dev.moat.arm;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an operator can do about an error that retrying does not help. */
final class Advice {

  private static final String THEN_REPLAY = ", then replay the step.";

  /** The last permission a refusal names: {@code … action(s) 'x' … scope(s) 'y'}. */
  private static final Pattern MISSING_PERMISSION =
      Pattern.compile("not have .*?action(?:\\(s\\))? '([^']+)'.*? scope(?:\\(s\\))? '([^']+)'");

  /** A condition of a role assignment stands in the way, and not the lack of one. */
  private static final Pattern UNFULFILLED_CONDITION =
      Pattern.compile("condition that is not fulfilled .*?action '([^']+)'.*? scope '([^']+)'");

  private static final Map<String, String> BY_CODE =
      Map.ofEntries(
          entry("InvalidAuthenticationToken", "Check the endpoint and the tenant in the settings"),
          entry("SubscriptionNotFound", "Check the subscription in the id, and that Moat sees it"),
          entry("ResourceGroupNotFound", "Create the resource group, or correct the id"),
          entry("ParentResourceNotFound", "Create the resource that holds it, or correct the id"),
          entry("ResourceNotFound", "Create the missing resource, or correct the id"),
          entry("InvalidResourceReference", "Create the referenced resource in the same region"),
          entry("InvalidAddressPrefixFormat", "Write the prefix in CIDR form, as 10.0.1.0/24"),
          entry("NetcfgSubnetRangesOverlap", "Ask for a range that no other subnet uses"),
          entry("NetcfgSubnetRangeOutsideVnet", "Ask for a range inside the network's"),
          entry("NetcfgInvalidSubnet", "Ask for a free range inside the network's address space"),
          entry(
              "DisablingPublicNetworkAccessNotSupported",
              "Raise the registry's service tier to Premium"),
          entry("ScopeLocked", "Remove the lock that stands on the resource or its group"),
          entry("RequestDisallowedByPolicy", "Ask for an exemption from the policy, or change it"),
          entry(
              "MissingSubscriptionRegistration",
              "Register the named resource provider in the subscription"),
          entry(
              "PollUrlRefused",
              "Azure told to ask a host that is not the Resource Manager in the settings, and Moat"
                  + " does not send its token there: correct the endpoint"));

  private static final List<String> OVERLAP = List.of("overlapping namespaces");

  private Advice() {}

  /** One sentence on what to do. */
  static String on(ArmError error) {
    if (error.is("AuthorizationFailed") || error.is("LinkedAuthorizationFailed")) {
      return onMissingPermission(error);
    }
    if (OVERLAP.stream().anyMatch(error.message()::contains)) {
      return "Use the zone of that name to which the network is linked already, or remove that link"
          + THEN_REPLAY;
    }
    return BY_CODE.entrySet().stream()
            .filter(advice -> error.is(advice.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("Azure will refuse this again: correct what its message names")
        + THEN_REPLAY;
  }

  private static String onMissingPermission(ArmError error) {
    Matcher unfulfilled = UNFULFILLED_CONDITION.matcher(error.message());
    if (unfulfilled.find()) {
      return "The condition on Moat's role assignment bounds '%s' on %s: have it let this role and this principal through"
              .formatted(unfulfilled.group(1), unfulfilled.group(2))
          + ", or ask without them"
          + THEN_REPLAY;
    }
    Matcher missing = MISSING_PERMISSION.matcher(error.message());
    return missing.find()
        ? "Give Moat's identity the permission '%s' on %s%s"
                .formatted(missing.group(1), missing.group(2), inRole(missing.group(1)))
            + THEN_REPLAY
        : "Give Moat's identity the permission that the message names" + THEN_REPLAY;
  }

  private static String inRole(String action) {
    return MoatRoles.with(action)
        .map(role -> ", as the role '" + role + "' of infra/roles.json does")
        .orElse("");
  }
}
