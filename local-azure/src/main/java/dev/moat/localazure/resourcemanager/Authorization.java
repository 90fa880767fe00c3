package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.localazure.condition.Condition;
import dev.moat.localazure.condition.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets a call pass when the role assignments of its caller, at the resource or above it, grant what
 * the call asks for. Assignments hold at once; deny assignments and groups there are none.
 *
 * <p>A poll asks for the action of its URL, such as {@code Microsoft.Network/locations/operations/
 * read}. Which scope Azure wants that at is not documented; here it is the resource that the
 * operation works on, because everywhere assignments at a resource group are enough to follow what
 * was begun in it.
 *
 * @see <a href="https://learn.microsoft.com/azure/role-based-access-control/overview">How Azure
 *     decides</a>
 */
final class Authorization {
  private final Cloud cloud;
  private final Actions actions;
  private final RoleDefinitions roles;

  Authorization(Cloud cloud, List<ResourceKind> kinds) {
    this.cloud = cloud;
    this.actions = new Actions(kinds);
    this.roles = new RoleDefinitions(cloud);
  }

  /** What a call asks for: its own action, and those on what its body names. */
  List<AskedAction> asked(Call call) {
    List<AskedAction> asked = new ArrayList<>();
    actions.of(call).map(own -> atOperation(call, own)).ifPresent(asked::add);
    asked.addAll(LinkedActions.of(call));
    return asked;
  }

  private AskedAction atOperation(Call call, AskedAction own) {
    return cloud
        .operations()
        .at(call.path())
        .map(operation -> new AskedAction(own.action(), operation.resourceId(), false))
        .orElse(own);
  }

  /**
   * Refuses what the caller has no right to. Of several assignments that allow the call's own
   * action one is told; which of them Azure tells is not known.
   *
   * @return the assignment that allows it; empty when none was asked, for a caller who is not bound
   *     by roles
   */
  Optional<Evidence> check(Call call) {
    if (!cloud.principals().isBoundByRoles(principal(call))) {
      return Optional.empty();
    }
    List<AskedAction> asked = asked(call);
    Optional<Evidence> evidence =
        asked.stream().filter(one -> !one.linked()).findFirst().map(own -> checkOwn(call, own));
    List<AskedAction> refused =
        asked.stream()
            .filter(AskedAction::linked)
            .filter(one -> allowing(call, one, granting(call, one)).isEmpty())
            .toList();
    if (!refused.isEmpty()) {
      throw AccessErrors.linked(call.request().caller(), asked.get(0), refused).refusal();
    }
    return evidence;
  }

  private Evidence checkOwn(Call call, AskedAction own) {
    List<Resource> granting = granting(call, own);
    return allowing(call, own, granting)
        .map(this::evidence)
        .orElseThrow(() -> refusal(call.request().caller(), own, granting));
  }

  private static ArmError.Refusal refusal(Caller caller, AskedAction own, List<Resource> granting) {
    return granting.isEmpty()
        ? AccessErrors.refused(caller, own).refusal()
        : AccessErrors.unfulfilled(caller, own).refusal();
  }

  /** The assignments that grant it, whatever their conditions. */
  private List<Resource> granting(Call call, AskedAction asked) {
    return assignments(principal(call), asked.scope())
        .filter(assignment -> grants(assignment, asked.action()))
        .toList();
  }

  private Optional<Resource> allowing(Call call, AskedAction asked, List<Resource> granting) {
    return granting.stream().filter(assignment -> holds(assignment, call, asked)).findFirst();
  }

  private Evidence evidence(Resource assignment) {
    String role = assignment.property("/roleDefinitionId");
    return new Evidence(
        roles.name(role),
        assignment.property("/scope"),
        assignment.name(),
        RoleDefinitions.guid(role),
        assignment.property("/principalId"),
        assignment.property("/principalType"));
  }

  private static String principal(Call call) {
    return call.request().caller().objectId();
  }

  private Stream<Resource> assignments(String principal, String scope) {
    return cloud
        .resources()
        .ofType(RoleAssignments.TYPE)
        .filter(assignment -> assignment.property("/principalId").equalsIgnoreCase(principal))
        .filter(assignment -> RoleAssignments.holdsAt(assignment, scope));
  }

  private boolean grants(Resource assignment, String action) {
    return roles
        .permissions(assignment.property("/roleDefinitionId"))
        .map(permissions -> permissions.grant(action))
        .orElse(false);
  }

  private boolean holds(Resource assignment, Call call, AskedAction asked) {
    JsonNode condition = assignment.properties().path("condition");
    return !condition.isTextual()
        || Condition.parse(condition.textValue()).holds(question(call, asked));
  }

  /** Conditions know attributes of role assignments only. */
  private Question question(Call call, AskedAction asked) {
    if (!call.id().isOfType(RoleAssignments.TYPE)) {
      return new Question(asked.action(), Map.of(), Map.of());
    }
    Map<String, String> request =
        call.request().method().equals("PUT")
            ? attributes(call.body().path("properties"))
            : Map.of();
    Map<String, String> resource =
        cloud.find(call.id()).map(found -> attributes(found.properties())).orElse(Map.of());
    return new Question(asked.action(), request, resource);
  }

  private static Map<String, String> attributes(JsonNode assignment) {
    return Stream.of(
            Map.entry(
                "RoleDefinitionId",
                RoleDefinitions.guid(Json.text(assignment, "/roleDefinitionId"))),
            Map.entry("PrincipalId", Json.text(assignment, "/principalId")),
            Map.entry("PrincipalType", RoleAssignmentBody.principalType(assignment)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
