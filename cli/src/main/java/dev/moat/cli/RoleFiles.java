package dev.moat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.model.RegistryRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the project says of the roles of the app's identity.
 *
 * @param infra the folder with {@code roles.json} and {@code grants-condition.txt}
 */
record RoleFiles(Path infra) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The roles by their short names: each with its name, its description and its actions. */
  JsonNode roles() {
    try {
      return JSON.readTree(read("roles.json"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the roles in " + infra, e);
    }
  }

  /**
   * The condition under which roles may be assigned; empty when none may, or to nobody.
   *
   * @param roles names of roles of registries; others are none that could be assigned
   * @param principalTypes such as {@code ServicePrincipal}
   */
  Optional<String> condition(Collection<String> roles, Collection<String> principalTypes) {
    String guids =
        roles.stream()
            .flatMap(role -> RegistryRole.ofName(role).stream())
            .map(RegistryRole::definitionId)
            .collect(Collectors.joining(", "));
    String types =
        principalTypes.stream().map(type -> "'" + type + "'").collect(Collectors.joining(", "));
    return guids.isEmpty() || types.isEmpty()
        ? Optional.empty()
        : Optional.of(
            read("grants-condition.txt")
                .replace("{roleDefinitionIds}", guids)
                .replace("{principalTypes}", types));
  }

  private String read(String file) {
    try {
      return Files.readString(infra.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + infra.resolve(file), e);
    }
  }
}
