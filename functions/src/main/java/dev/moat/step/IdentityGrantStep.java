package dev.moat.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.model.Desired;
import dev.moat.model.RegistryRole;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest.RoleAssignment;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The principal has the role on the registry. Azure allows a scope, principal and role only once,
 * whatever the name of the assignment, so that an equal one of another name is adopted. One that is
 * inherited from the resource group, the subscription or above counts too: the principal has the
 * role, and drift brings ours should the wider one go. One below the registry, or one with a
 * condition, gives less than was asked and does not count.
 *
 * <p>Outputs: {@code roleAssignment}, its id; {@code adopted} when it has another name.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/authorization/role-assignments/create">Create</a>
 */
final class IdentityGrantStep implements Step<Desired.IdentityGrant> {

  private static final String PROVIDER = "/providers/Microsoft.Authorization/";

  @Override
  public StepKind kind() {
    return StepKind.IDENTITY_GRANT;
  }

  @Override
  public Observation observe(StepContext<Desired.IdentityGrant> context) {
    Desired.IdentityGrant desired = context.desired();
    return context
        .arm()
        .get(desired.resource(), ApiVersions.AUTHORIZATION)
        .map(found -> ofOurName(desired, found))
        .orElseGet(() -> ofAnotherName(context));
  }

  @Override
  public List<Watched> watches(Desired.IdentityGrant desired, Map<String, String> own) {
    return Watched.oursOrAdopted(desired.resource(), own.get("roleAssignment"));
  }

  @Override
  public int reads(Desired.IdentityGrant desired) {
    return 2;
  }

  @Override
  public Begun converge(StepContext<Desired.IdentityGrant> context, Observation.NeedsChange found) {
    Desired.IdentityGrant desired = context.desired();
    RoleAssignment role = desired.roleAssignment();
    ObjectNode body = Json.object();
    body.putObject("properties")
        .put("roleDefinitionId", definition(desired))
        .put("principalId", role.principalId())
        // Without the type Azure looks the principal up, and may not know a new one yet.
        .put("principalType", role.principalType());
    return context.arm().put(desired.resource(), ApiVersions.AUTHORIZATION, body);
  }

  @Override
  public Map<String, String> outputs(Desired.IdentityGrant desired, ObjectNode firstAnswer) {
    return Map.of("roleAssignment", desired.resource().value());
  }

  private Observation ofOurName(Desired.IdentityGrant desired, ArmResource found) {
    return isOf(desired, found.body()) && !isConditional(found.body())
        ? new Observation.Matches(outputs(desired, found.body()))
        : new Observation.Blocked(taken(desired, desired.resource().value()));
  }

  private static Observation ofAnotherName(StepContext<Desired.IdentityGrant> context) {
    Desired.IdentityGrant desired = context.desired();
    String assignments =
        "%s%sroleAssignments?$filter=principalId eq '%s'"
            .formatted(desired.registry(), PROVIDER, desired.roleAssignment().principalId());
    List<ObjectNode> candidates =
        context.arm().list(assignments, ApiVersions.AUTHORIZATION).stream()
            .filter(each -> isOf(desired, each) && !isBelow(desired.registry(), scope(each)))
            .toList();
    return candidates.stream()
        .filter(each -> !isConditional(each))
        .findFirst()
        .map(IdentityGrantStep::adopted)
        .or(() -> inTheWay(desired, candidates))
        .orElseGet(Observation.Absent::new);
  }

  private static Observation adopted(ObjectNode equal) {
    return new Observation.Matches(
        Map.of("roleAssignment", equal.path("id").asText(), "adopted", "true"));
  }

  /** One with a condition at the registry itself gives less, and keeps Azure from taking ours. */
  private static Optional<Observation> inTheWay(
      Desired.IdentityGrant desired, List<ObjectNode> conditional) {
    return conditional.stream()
        .filter(each -> desired.registry().value().equalsIgnoreCase(scope(each)))
        .findFirst()
        .<Observation>map(
            each -> new Observation.Blocked(taken(desired, each.path("id").asText())));
  }

  private static StepError taken(Desired.IdentityGrant desired, String assignment) {
    return new StepError(
        "RoleAssignmentDiffers",
        "The role assignment %s stands in the way: it does not give %s to %s without a condition."
            .formatted(
                assignment,
                desired.roleAssignment().role(),
                desired.roleAssignment().principalId()),
        "Delete that assignment, or ask without this role; then replay the step.");
  }

  private static boolean isOf(Desired.IdentityGrant desired, ObjectNode assignment) {
    JsonNode properties = assignment.path("properties");
    String definition = properties.path("roleDefinitionId").asText();
    return properties
            .path("principalId")
            .asText()
            .equalsIgnoreCase(desired.roleAssignment().principalId())
        && definition
            .substring(definition.lastIndexOf('/') + 1)
            .equalsIgnoreCase(role(desired).definitionId());
  }

  private static boolean isConditional(ObjectNode assignment) {
    return assignment.path("properties").hasNonNull("condition");
  }

  private static String scope(ObjectNode assignment) {
    return assignment.at("/properties/scope").asText();
  }

  /** Azure lists what is above, at and below; the root's scope is {@code /}. */
  private static boolean isBelow(ResourceId registry, String scope) {
    return scope.regionMatches(true, 0, registry + "/", 0, registry.value().length() + 1);
  }

  private static String definition(Desired.IdentityGrant desired) {
    return "/subscriptions/%s%sroleDefinitions/%s"
        .formatted(desired.registry().subscription(), PROVIDER, role(desired).definitionId());
  }

  private static RegistryRole role(Desired.IdentityGrant desired) {
    String name = desired.roleAssignment().role();
    return RegistryRole.ofName(name)
        .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no role of a registry"));
  }
}
