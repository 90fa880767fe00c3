package dev.moat.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The roles that Moat's identity is to have: those of {@code infra/roles.json}. */
final class MoatRoles {

  private static final Map<String, String> BY_ACTION = byAction();

  private MoatRoles() {}

  /**
   * The name of the role that has this action, in any case. Azure was seen to name an approval
   * without the type that it is of.
   *
   * @see <a href="https://github.com/MicrosoftDocs/azure-docs/issues/96892">A refused approval</a>
   */
  static Optional<String> with(String action) {
    String wanted = "/" + action.toLowerCase(Locale.ROOT);
    return BY_ACTION.entrySet().stream()
        .filter(known -> ("/" + known.getKey()).endsWith(wanted))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Map<String, String> byAction() {
    Map<String, String> byAction = new HashMap<>();
    for (JsonNode role : load()) {
      String name = role.path("roleName").asText();
      role.path("actions")
          .fieldNames()
          .forEachRemaining(action -> byAction.put(action.toLowerCase(Locale.ROOT), name));
    }
    return byAction;
  }

  private static JsonNode load() {
    try (InputStream in = MoatRoles.class.getResourceAsStream("roles.json")) {
      if (in == null) {
        throw new IllegalStateException("The build left the roles out of the application");
      }
      return new JsonMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("The roles in the application could not be read", e);
    }
  }
}
