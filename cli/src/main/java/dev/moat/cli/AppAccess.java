package dev.moat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.cli.outcome.Failure;
import dev.moat.model.ResourceId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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
  private static final String ALLOWED_SCOPES = "ALLOWED_SCOPES";
  private static final String ALLOWED_ROLES = "ALLOWED_ROLES";
  private static final String ALLOWED_PRINCIPAL_TYPES = "ALLOWED_PRINCIPAL_TYPES";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalArm arm;
  private final RoleFiles files;
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
    this.files = new RoleFiles(home.resolve("infra"));
    this.principal = principal;
    this.settings = settings;
    this.scopes = list(ALLOWED_SCOPES).stream().map(ResourceId::new).toList();
  }

  /** Defines the roles, assigns all of them, and has every call of the app held against them. */
  void establish() {
    scopes.forEach(this::makeGroup);
    giveAll();
    arm.bindByRoles(principal);
  }

  /** Defines all roles as they are written down, and assigns them at every allowed scope. */
  public void giveAll() {
    files
        .roles()
        .properties()
        .forEach(
            role -> {
              define(role.getKey(), role.getValue());
              give(role.getKey());
            });
  }

  private void give(String role) {
    if (role.equals(GRANTS)) {
      giveGrants(list(ALLOWED_ROLES), list(ALLOWED_PRINCIPAL_TYPES));
    } else {
      assign(role, Optional.empty());
    }
  }

  /**
   * Lets the app assign these roles to principals of these types, and no others; where there are
   * none it may assign nothing.
   *
   * @param roles names of roles of registries
   * @param principalTypes such as {@code ServicePrincipal}
   */
  public void giveGrants(Collection<String> roles, Collection<String> principalTypes) {
    files.condition(roles, principalTypes).ifPresent(text -> assign(GRANTS, Optional.of(text)));
  }

  /**
   * Redefines a role without one of its actions, until {@link #giveAll}.
   *
   * @param role its name in {@code infra/roles.json}, such as {@code networks}
   */
  public void giveWithout(String role, String action) {
    ObjectNode definition = files.roles().path(role).deepCopy();
    definition.withObject("/actions").remove(action);
    define(role, definition);
  }

  /**
   * Takes a role away at every allowed scope.
   *
   * @param role its name in {@code infra/roles.json}
   */
  public void take(String role) {
    scopes.forEach(scope -> call("DELETE", assignment(scope, role), JSON.createObjectNode()));
  }

  private void assign(String role, Optional<String> condition) {
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

  private List<String> list(String setting) {
    return Arrays.stream(settings.get(setting).split(","))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .toList();
  }
}
