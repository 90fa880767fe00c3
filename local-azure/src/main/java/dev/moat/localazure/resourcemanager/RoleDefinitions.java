package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Role definitions: the built-in ones, which are the same at every scope, and custom ones, which
 * are there within their assignable scopes. A custom role is written at once. Which status a change
 * of one is answered with is not known; here it is 201 as for a new one.
 *
 * @see <a href="https://learn.microsoft.com/azure/role-based-access-control/custom-roles">Custom
 *     roles</a>
 */
final class RoleDefinitions extends StoredKind {
  static final String TYPE = "Microsoft.Authorization/roleDefinitions";
  private static final Pattern ROLE_NAME =
      Pattern.compile("roleName\\s+eq\\s+'([^']*)'", Pattern.CASE_INSENSITIVE);

  RoleDefinitions(Cloud cloud) {
    super(cloud, TYPE);
  }

  /** The GUID that an id of a role ends with. */
  static String guid(String roleDefinitionId) {
    return roleDefinitionId.substring(roleDefinitionId.lastIndexOf('/') + 1);
  }

  /** What the role grants; empty when there is none of that id. */
  Optional<Permissions> permissions(String roleDefinitionId) {
    return properties(roleDefinitionId)
        .map(properties -> new Permissions(properties.path("permissions")));
  }

  /** The name of a role; empty when there is none of that id. */
  String name(String roleDefinitionId) {
    return properties(roleDefinitionId)
        .map(properties -> Json.text(properties, "/roleName"))
        .orElse("");
  }

  private Optional<ObjectNode> properties(String roleDefinitionId) {
    String guid = guid(roleDefinitionId);
    return BuiltInRole.of(guid)
        .map(BuiltInRole::properties)
        .or(() -> custom(guid).map(Resource::properties));
  }

  /** Refuses a role that does not exist at the scope. */
  void check(String roleDefinitionId, String scope) {
    String guid = guid(roleDefinitionId);
    boolean exists =
        BuiltInRole.of(guid).isPresent()
            || custom(guid).filter(role -> isAssignable(role, scope)).isPresent();
    if (!exists) {
      throw missing(guid.replace("-", "")).refusal();
    }
  }

  private Stream<Resource> customs() {
    return cloud.resources().ofType(TYPE);
  }

  private Optional<Resource> custom(String guid) {
    return customs().filter(role -> role.name().equalsIgnoreCase(guid)).findFirst();
  }

  private static boolean isAssignable(Resource role, String scope) {
    return Json.items(role.properties().path("assignableScopes"))
        .map(JsonNode::asText)
        .anyMatch(assignable -> isAtOrUnder(scope, assignable));
  }

  private static boolean isAtOrUnder(String scope, String assignable) {
    String above = assignable.equals("/") ? "" : assignable;
    return ResourceId.key(scope + "/").startsWith(ResourceId.key(above + "/"));
  }

  @Override
  public ArmReply get(Call call) {
    String guid = call.id().name();
    String subscription = call.id().subscription();
    return BuiltInRole.of(guid)
        .map(role -> show(role, subscription))
        .or(() -> custom(guid).map(role -> show(role, call.apiVersion())))
        .map(body -> ArmReply.of(200, body))
        .orElseThrow(() -> missing(guid).refusal());
  }

  private static ArmError missing(String guid) {
    return ArmError.of(
        404,
        "RoleDefinitionDoesNotExist",
        "The specified role definition with ID '%s' does not exist.".formatted(guid));
  }

  @Override
  public ArmReply list(Call call) {
    Matcher filter = ROLE_NAME.matcher(call.path().filter());
    String wanted = filter.find() ? filter.group(1) : "";
    return ArmReply.of(
        200,
        Json.list(
            Stream.concat(
                    BuiltInRole.all().map(role -> show(role, call.id().subscription())),
                    customs()
                        .filter(role -> isAssignable(role, call.id().scope()))
                        .map(role -> show(role, call.apiVersion())))
                .filter(
                    role ->
                        wanted.isEmpty()
                            || Json.text(role, "/properties/roleName").equalsIgnoreCase(wanted))));
  }

  @Override
  public ArmReply put(Call call) {
    ObjectNode sent = call.body().withObjectProperty("properties");
    CustomRole.check(sent);
    refuseSameName(call.id().name(), Json.text(sent, "/roleName"));
    ObjectNode body = newBody(call.id());
    body.set("properties", CustomRole.properties(call, sent, cloud.find(call.id())));
    Resource role = store(call.id(), body);
    changed(call, "write", role.body().deepCopy());
    return answer(201, role, call);
  }

  private void refuseSameName(String guid, String roleName) {
    boolean taken =
        customs()
            .filter(role -> !role.name().equalsIgnoreCase(guid))
            .anyMatch(role -> role.property("/roleName").equalsIgnoreCase(roleName));
    if (taken) {
      throw ArmError.of(
              409,
              "RoleDefinitionWithSameNameExists",
              "A custom role with the same name already exists in this directory. Use a different"
                  + " name.")
          .refusal();
    }
  }

  private static ObjectNode show(BuiltInRole role, @Nullable String subscription) {
    String scope = subscription == null ? "" : "/subscriptions/" + subscription;
    ObjectNode body = Json.object();
    body.set(
        "properties",
        role.properties()
            .put("createdOn", "2018-10-29T18:02:54.9137280Z")
            .put("updatedOn", "2021-11-11T20:13:22.4241280Z")
            .putNull("createdBy")
            .putNull("updatedBy"));
    return body.put("id", scope + "/providers/" + TYPE + "/" + role.guid())
        .put("type", TYPE)
        .put("name", role.guid());
  }
}
