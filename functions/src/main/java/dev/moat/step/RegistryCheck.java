package dev.moat.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.ArmResource;
import dev.moat.model.Desired;
import dev.moat.model.RegistryRole;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest.RoleAssignment;
import dev.moat.model.StepError;
import java.util.Arrays;
import java.util.Optional;

/** Whether the registry can have a private endpoint, and its roles mean what is expected. */
final class RegistryCheck {

  private final Findings findings;
  private final Desired.Preflight desired;
  private final ResourceId id;

  RegistryCheck(Findings findings, Desired.Preflight desired) {
    this.findings = findings;
    this.desired = desired;
    this.id = desired.resource();
  }

  void run() {
    findings.read(id, ApiVersions.REGISTRY).ifPresent(this::check);
    if (findings.isAbsent(id) && desired.createRegistry().isEmpty()) {
      findings.problem(RegistryStep.notFound(id));
    }
  }

  private void check(ArmResource registry) {
    RegistryStep.notPremium(id, registry).ifPresent(findings::problem);
    boolean abac =
        registry.at("/properties/roleAssignmentMode").asText().equals("AbacRepositoryPermissions");
    desired.roleAssignments().forEach(each -> checkRole(each, abac));
    checkRules();
  }

  /**
   * Service-endpoint rules show in one preview version only, and exclude private endpoints.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/container-registry/container-registry-vnet">Service
   *     endpoints of a registry</a>
   */
  private void checkRules() {
    findings
        .read(id, ApiVersions.REGISTRY_VIRTUAL_NETWORK_RULES)
        .map(registry -> registry.at("/properties/networkRuleSet/virtualNetworkRules"))
        .filter(rules -> !rules.isEmpty())
        .ifPresent(rules -> findings.problem(hasRules(rules)));
  }

  private StepError hasRules(JsonNode rules) {
    return new StepError(
        "RegistryHasVirtualNetworkRules",
        "The registry %s lets in %d subnets by service endpoint, which excludes private endpoints."
            .formatted(id, rules.size()),
        "Remove its virtual network rules (az acr network-rule remove), then replay the step.");
  }

  private void checkRole(RoleAssignment assignment, boolean abac) {
    RegistryRole.ofName(assignment.role())
        .filter(role -> abac ? !role.honouredInAbacMode() : !role.honouredInLegacyMode())
        .ifPresent(role -> findings.problem(notHonoured(role, abac)));
  }

  private StepError notHonoured(RegistryRole role, boolean abac) {
    Optional<RegistryRole> instead = abac ? role.inAbacMode() : inLegacyMode(role);
    return new StepError(
        "RoleNotHonoured",
        "The registry %s is in the mode %s, in which the role %s opens nothing."
            .formatted(
                id,
                abac ? "AbacRepositoryPermissions" : "LegacyRegistryPermissions",
                role.azureName()),
        instead
            .map(each -> "Ask for the role " + each.azureName() + " instead.")
            .orElse("Ask for a role that this mode knows."));
  }

  private static Optional<RegistryRole> inLegacyMode(RegistryRole role) {
    return Arrays.stream(RegistryRole.values())
        .filter(RegistryRole::honouredInLegacyMode)
        .filter(each -> each.inAbacMode().filter(role::equals).isPresent())
        .findFirst();
  }
}
