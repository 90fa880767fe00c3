package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What a custom role holds. */
final class CustomRole {
  private CustomRole() {}

  /** The words for what is missing are this emulator's own; those for an action are Azure's. */
  static void check(ObjectNode sent) {
    for (String list : new String[] {"assignableScopes", "permissions"}) {
      if (sent.path(list).isEmpty()) {
        throw ArmErrors.invalidContent("a custom role needs '" + list + "'").refusal();
      }
    }
    new Permissions(sent.get("permissions"))
        .named()
        .filter(action -> !KnownActions.contain(action))
        .findFirst()
        .ifPresent(
            action -> {
              throw ArmError.of(
                      400,
                      "InvalidActionOrNotAction",
                      "'%s' does not match any of the actions supported by the providers."
                          .formatted(action))
                  .refusal();
            });
  }

  static ObjectNode properties(Call call, ObjectNode sent, Optional<Resource> existing) {
    String now = call.now().toString();
    String caller = call.request().caller().objectId();
    return Json.object()
        .put("roleName", Json.text(sent, "/roleName"))
        .put("type", "CustomRole")
        .put("description", Json.text(sent, "/description"))
        .<ObjectNode>set("assignableScopes", sent.get("assignableScopes"))
        .<ObjectNode>set("permissions", sent.get("permissions"))
        .put("createdOn", existing.map(old -> old.property("/createdOn")).orElse(now))
        .put("updatedOn", now)
        .put("createdBy", existing.map(old -> old.property("/createdBy")).orElse(caller))
        .put("updatedBy", caller);
  }
}
