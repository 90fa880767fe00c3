package dev.moat.arm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MoatRolesTest {

  private static final Path ROOT = Path.of("..");

  @Test
  void a_role_is_found_by_an_action_in_any_case() {
    assertThat(MoatRoles.with("microsoft.network/PRIVATEENDPOINTS/write"))
        .contains("Moat networks");
    assertThat(MoatRoles.with("Microsoft.Compute/virtualMachines/write")).isEmpty();
    assertThat(MoatRoles.with("rite")).isEmpty();
  }

  @Test
  void the_document_of_permissions_has_every_role_and_action_with_its_reason() throws IOException {
    JsonNode roles = new ObjectMapper().readTree(ROOT.resolve("infra/roles.json").toFile());
    List<String> wanted = new ArrayList<>();
    for (JsonNode role : roles) {
      wanted.add("### " + role.path("roleName").asText());
      role.path("actions")
          .properties()
          .forEach(
              action ->
                  wanted.add(
                      "| `%s` | %s |".formatted(action.getKey(), action.getValue().asText())));
    }

    List<String> written =
        Files.readAllLines(ROOT.resolve("docs/permissions.md")).stream()
            .filter(line -> line.startsWith("### ") || line.startsWith("| `Microsoft."))
            .toList();

    assertThat(written).isEqualTo(wanted);
  }

  @Test
  void no_role_has_a_wildcard_and_no_action_is_in_two() throws IOException {
    JsonNode roles = new ObjectMapper().readTree(ROOT.resolve("infra/roles.json").toFile());
    List<String> actions = new ArrayList<>();
    for (JsonNode role : roles) {
      role.path("actions").fieldNames().forEachRemaining(actions::add);
    }

    assertThat(actions).doesNotHaveDuplicates().noneMatch(action -> action.contains("*"));
  }
}
