package dev.moat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.cli.outcome.Failure;
import dev.moat.model.RegistryRole;
import dev.moat.model.ResourceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What the identity of the app may do: the roles of {@code infra/roles.json} at the scopes that
 * requests are allowed, given through Resource Manager as a platform team gives them in Azure. The
 * role that assigns roles comes with the condition of {@code infra/grants-condition.txt}.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-overview">Delegating
 *     the assigning of roles</a>
 */
public final class AppAccess {

  private static final String VERSION = "2022-04-01";
  private static final String PROVIDER = "/providers/Microsoft.Authorization/";
  private static final String GRANTS = "grants";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalArm arm;
  private final Path infra;
  private final String principal;
  private final List<ResourceId> scopes;
  private final Map<String, String> settings;

  /**
   * @param home the folder of the project
   * @param principal object id of the app's identity
   * @param settings of the app
   */
  AppAccess(LocalArm arm, Path home, String principal, Map<String, String> settings) {
    this.arm = arm;
    this.infra = home.resolve("infra");
    this.principal = principal;
    this.scopes = list(settings.get("ALLOWED_SCOPES")).stream().map(ResourceId::new).toList();
    this.settings = settings;
  }

  /** Defines the roles, assigns all of them, and has every call of the app held against them. */
  void establish() {
    JsonNode roles = roles();
    scopes.forEach(this::makeGroup);
    roles.properties().forEach(role -> define(role.getKey(), role.getValue()));
    roles.fieldNames().forEachRemaining(this::give);
    arm.bindByRoles(principal);
  }

  /**
   * Assigns a role at every allowed scope. The one that assigns roles is not assigned where the
   * settings allow to grant none.
   *
   * @param role its name in {@code infra/roles.json}, such as {@code networks}
   */
  public void give(String role) {
    Optional<String> condition = role.equals(GRANTS) ? condition() : Optional.empty();
    if (role.equals(GRANTS) && condition.isEmpty()) {
      return;
    }
    for (ResourceId scope : scopes) {
      ObjectNode body = JSON.createObjectNode();
      ObjectNode properties =
          body.putObject("properties")
              .put("roleDefinitionId", definition(scope, role))
              .put("principalId", principal)
              .put("principalType", "ServicePrincipal");
      condition.ifPresent(text -> properties.put("condition", text).put("conditionVersion", "2.0"));
      call("PUT", assignment(scope, role), body);
    }
  }

  /**
   * Takes a role away at every allowed scope.
   *
   * @param role its name in {@code infra/roles.json}
   */
  public void take(String role) {
    scopes.forEach(scope -> call("DELETE", assignment(scope, role), JSON.createObjectNode()));
  }

  /** A role can be assigned at a group only once there is one. */
  private void makeGroup(ResourceId scope) {
    String[] parts = scope.value().split("/", 6);
    if (parts.length > 4) {
      arm.createResourceGroup(String.join("/", Arrays.copyOf(parts, 5)), "westcentralus");
    }
  }

  private void define(String name, JsonNode role) {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode properties =
        body.putObject("properties")
            .put("roleName", role.path("roleName").asText())
            .put("type", "CustomRole")
            .put("description", role.path("description").asText());
    ArrayNode assignable = properties.putArray("assignableScopes");
    scopes.stream().map(AppAccess::subscription).distinct().forEach(assignable::add);
    ArrayNode actions = properties.putArray("permissions").addObject().putArray("actions");
    role.path("actions").fieldNames().forEachRemaining(actions::add);
    call("PUT", definition(scopes.get(0), name), body);
  }

  /** Empty when no role may be granted. */
  private Optional<String> condition() {
    String roles =
        list(settings.get("ALLOWED_ROLES")).stream()
            .flatMap(role -> RegistryRole.ofName(role).stream())
            .map(RegistryRole::definitionId)
            .collect(Collectors.joining(", "));
    String types = "'ServicePrincipal'";
    return roles.isEmpty()
        ? Optional.empty()
        : Optional.of(
            read("grants-condition.txt")
                .replace("{roleDefinitionIds}", roles)
                .replace("{principalTypes}", types));
  }

  private JsonNode roles() {
    try {
      return JSON.readTree(read("roles.json"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the roles in " + infra, e);
    }
  }

  private String read(String file) {
    try {
      return Files.readString(infra.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + infra.resolve(file), e);
    }
  }

  private void call(String method, String id, JsonNode body) {
    LocalArm.Answer answer = arm.call(method, id + "?api-version=" + VERSION, body.toString());
    if (answer.status() >= 300) {
      throw new Failure(
          "The roles of the app cannot be changed: %s %s was answered with %s"
              .formatted(method, id, answer.body()),
          "Look at resource-manager.log.");
    }
  }

  private static String definition(ResourceId scope, String role) {
    return subscription(scope) + PROVIDER + "roleDefinitions/" + guid("role", role);
  }

  private String assignment(ResourceId scope, String role) {
    return scope + PROVIDER + "roleAssignments/" + guid(scope.key(), principal, role);
  }

  private static String subscription(ResourceId scope) {
    return "/subscriptions/" + scope.subscription();
  }

  private static String guid(String... parts) {
    byte[] name = String.join("|", parts).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString();
  }

  private static List<String> list(String items) {
    return Arrays.stream(items.split(","))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .toList();
  }
}
