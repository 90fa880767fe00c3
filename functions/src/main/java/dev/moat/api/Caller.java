package dev.moat.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.Operator;
import java.util.Arrays;
import java.util.Optional;

/**
 * Who is calling.
 *
 * @param role the most that the caller may do; empty when that is nothing
 */
record Caller(Operator operator, Authentication authentication, Optional<Role> role) {

  /** How a caller is known; the names are those of the document. */
  enum Authentication {
    FUNCTION_KEY("FunctionKey"),
    ENTRA_ID("EntraId");

    private final String label;

    Authentication(String label) {
      this.label = label;
    }
  }

  /** Refuses the call when the caller has not this role. */
  void require(Role needed) {
    if (role.filter(has -> has.includes(needed)).isEmpty()) {
      throw Refusal.of(
          403,
          "RoleMissing",
          "This needs the app role '%s', and '%s' has %s."
              .formatted(
                  needed.label(),
                  operator.name(),
                  role.map(has -> "only '" + has.label() + "'").orElse("no role of Moat")),
          "Ask an administrator of Microsoft Entra ID to assign the app role '%s' of this app."
              .formatted(needed.label()));
    }
  }

  ObjectNode json() {
    ObjectNode json =
        Json.object().put("name", operator.name()).put("authentication", authentication.label);
    ArrayNode roles = json.putArray("roles");
    Arrays.stream(Role.values())
        .filter(each -> role.filter(has -> has.includes(each)).isPresent())
        .forEach(each -> roles.add(each.label()));
    return json;
  }
}
