package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The built-in roles that have to do with registries. They are the same at every scope. */
final class RoleDefinitions implements ResourceKind {
  static final String TYPE = "Microsoft.Authorization/roleDefinitions";
  private static final Pattern ROLE_NAME =
      Pattern.compile("roleName\\s+eq\\s+'([^']*)'", Pattern.CASE_INSENSITIVE);

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public ArmReply get(Call call) {
    return roles()
        .filter(role -> role.id.equalsIgnoreCase(call.id().name()))
        .findFirst()
        .map(role -> ArmReply.of(200, show(role, call.id().subscription())))
        .orElseThrow(() -> missing(call.id().name()).refusal());
  }

  private static ArmError missing(String name) {
    return ArmError.of(
        404,
        "RoleDefinitionDoesNotExist",
        "The specified role definition with ID '%s' does not exist.".formatted(name));
  }

  /** Refuses a role that does not exist. */
  static void check(String roleDefinitionId) {
    String name = roleDefinitionId.substring(roleDefinitionId.lastIndexOf('/') + 1);
    if (roles().noneMatch(role -> role.id.equalsIgnoreCase(name))) {
      throw missing(name.replace("-", "")).refusal();
    }
  }

  @Override
  public ArmReply list(Call call) {
    Matcher filter = ROLE_NAME.matcher(call.path().filter());
    String wanted = filter.find() ? filter.group(1) : "";
    return ArmReply.of(
        200,
        Json.list(
            roles()
                .filter(role -> wanted.isEmpty() || role.roleName.equalsIgnoreCase(wanted))
                .map(role -> show(role, call.id().subscription()))));
  }

  private static Stream<BuiltInRole> roles() {
    return Arrays.stream(BuiltInRole.values());
  }

  private static ObjectNode show(BuiltInRole role, @Nullable String subscription) {
    String scope = subscription == null ? "" : "/subscriptions/" + subscription;
    ObjectNode properties =
        Json.object()
            .put("roleName", role.roleName)
            .put("type", "BuiltInRole")
            .put("description", role.roleName);
    properties.putArray("assignableScopes").add("/");
    ObjectNode permission = properties.putArray("permissions").addObject();
    permission.putArray("actions").add(role.action);
    permission.putArray("notActions");
    permission.putArray("dataActions");
    permission.putArray("notDataActions");
    properties
        .put("createdOn", "2018-10-29T18:02:54.9137280Z")
        .put("updatedOn", "2021-11-11T20:13:22.4241280Z")
        .putNull("createdBy")
        .putNull("updatedBy");
    ObjectNode body = Json.object();
    body.set("properties", properties);
    return body.put("id", scope + "/providers/" + TYPE + "/" + role.id)
        .put("type", TYPE)
        .put("name", role.id);
  }

  /** Roles are not stored: they are shown from their table. */
  @Override
  public ObjectNode show(Resource resource, String apiVersion) {
    return resource.body().deepCopy();
  }

  /** Names and ids as the public module registry for Bicep lists them. */
  private enum BuiltInRole {
    ACR_PULL("AcrPull", "7f951dda-4ed3-4680-a7ca-43fe172d538d", "registries/pull/read"),
    ACR_PUSH("AcrPush", "8311e382-0749-4cb8-b61a-304f252e45ec", "registries/push/write"),
    ACR_DELETE("AcrDelete", "c2f4ef07-c644-48eb-af81-4b1b4947fb11", "registries/artifacts/delete"),
    ACR_IMAGE_SIGNER(
        "AcrImageSigner", "6cef56e8-d556-48e5-a04f-b8e64114680f", "registries/sign/write"),
    QUARANTINE_READER(
        "AcrQuarantineReader",
        "cdda3590-29a3-44f6-95f2-9f980659eb04",
        "registries/quarantine/read"),
    QUARANTINE_WRITER(
        "AcrQuarantineWriter",
        "c8d4ff99-41c3-41a8-9f60-21dfdad59608",
        "registries/quarantine/write"),
    REPOSITORY_READER(
        "Container Registry Repository Reader",
        "b93aa761-3e63-49ed-ac28-beffa264f7ac",
        "registries/repositories/read"),
    REPOSITORY_WRITER(
        "Container Registry Repository Writer",
        "2a1e307c-b015-4ebd-883e-5b7698a07328",
        "registries/repositories/write"),
    REPOSITORY_CONTRIBUTOR(
        "Container Registry Repository Contributor",
        "2efddaa5-3f1f-4df3-97df-af3f13818f4c",
        "registries/repositories/delete"),
    CATALOG_LISTER(
        "Container Registry Repository Catalog Lister",
        "bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7",
        "registries/catalog/read"),
    READER("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7", ""),
    CONTRIBUTOR("Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c", ""),
    OWNER("Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "");

    private final String roleName;
    private final String id;
    private final String action;

    BuiltInRole(String roleName, String id, String action) {
      this.roleName = roleName;
      this.id = id;
      this.action = action.isEmpty() ? "*" : "Microsoft.ContainerRegistry/" + action;
    }
  }
}
