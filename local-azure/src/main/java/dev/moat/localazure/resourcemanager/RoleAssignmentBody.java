package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.condition.Condition;
import java.util.Optional;

/** What a role assignment holds. */
final class RoleAssignmentBody {
  private static final String CONDITION_VERSION = "2.0";

  private RoleAssignmentBody() {}

  /** Callers need not say it. */
  static String principalType(JsonNode assignment) {
    return assignment.path("principalType").asText("ServicePrincipal");
  }

  /**
   * Refuses a condition that is not understood. The message is Azure's; the code that it comes with
   * is not known.
   */
  static void checkCondition(JsonNode sent) {
    if (!sent.hasNonNull("condition")) {
      return;
    }
    try {
      Condition.parse(Json.text(sent, "/condition"));
    } catch (IllegalArgumentException notUnderstood) {
      throw invalidCondition();
    }
    if (!Json.text(sent, "/conditionVersion").equals(CONDITION_VERSION)) {
      throw invalidCondition();
    }
  }

  private static ArmError.Refusal invalidCondition() {
    return ArmError.of(
            400,
            "InvalidRoleAssignmentCondition",
            "The given role assignment condition is invalid.")
        .refusal();
  }

  /** Whether a write changes nothing that an assignment may change. */
  static boolean sameContent(JsonNode one, JsonNode other) {
    return one.path("description").equals(other.path("description"))
        && one.path("condition").equals(other.path("condition"))
        && one.path("conditionVersion").equals(other.path("conditionVersion"));
  }

  /** Who made it is told from the second answer on. */
  static ObjectNode properties(Call call, JsonNode sent, Optional<Resource> existing) {
    String subscription = call.id().subscription();
    String role = RoleDefinitions.guid(Json.text(sent, "/roleDefinitionId"));
    String now = call.now().toString();
    ObjectNode properties =
        Json.object()
            .put(
                "roleDefinitionId",
                (subscription == null ? "" : "/subscriptions/" + subscription)
                    + "/providers/Microsoft.Authorization/roleDefinitions/"
                    + role)
            .put("principalId", Json.text(sent, "/principalId"))
            .put("principalType", principalType(sent))
            .put("scope", call.id().scope());
    for (String optional : new String[] {"condition", "conditionVersion"}) {
      properties.set(
          optional, sent.hasNonNull(optional) ? sent.get(optional) : properties.nullNode());
    }
    properties
        .put("createdOn", existing.map(old -> old.property("/createdOn")).orElse(now))
        .put("updatedOn", now)
        .putNull("createdBy")
        .put("updatedBy", call.request().caller().objectId())
        .putNull("delegatedManagedIdentityResourceId");
    properties.set(
        "description",
        sent.hasNonNull("description") ? sent.get("description") : properties.nullNode());
    return properties;
  }
}
