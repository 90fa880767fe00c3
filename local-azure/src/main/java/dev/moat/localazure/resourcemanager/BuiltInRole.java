package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The built-in roles that have to do with registries, and the three general ones. Names and ids as
 * the public module registry for Bicep lists them.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-directory-reference">What
 *     the roles of registries grant</a>
 */
enum BuiltInRole {
  ACR_PULL("AcrPull", "7f951dda-4ed3-4680-a7ca-43fe172d538d", List.of("pull/read"), List.of()),
  ACR_PUSH(
      "AcrPush",
      "8311e382-0749-4cb8-b61a-304f252e45ec",
      List.of("pull/read", "push/write"),
      List.of()),
  ACR_DELETE(
      "AcrDelete", "c2f4ef07-c644-48eb-af81-4b1b4947fb11", List.of("artifacts/delete"), List.of()),
  ACR_IMAGE_SIGNER(
      "AcrImageSigner",
      "6cef56e8-d556-48e5-a04f-b8e64114680f",
      List.of("sign/write"),
      List.of("trustedCollections/write")),
  QUARANTINE_READER(
      "AcrQuarantineReader",
      "cdda3590-29a3-44f6-95f2-9f980659eb04",
      List.of("quarantine/read"),
      List.of("quarantinedArtifacts/read")),
  QUARANTINE_WRITER(
      "AcrQuarantineWriter",
      "c8d4ff99-41c3-41a8-9f60-21dfdad59608",
      List.of("quarantine/read", "quarantine/write"),
      List.of("quarantinedArtifacts/read", "quarantinedArtifacts/write")),
  REPOSITORY_READER(
      "Container Registry Repository Reader",
      "b93aa761-3e63-49ed-ac28-beffa264f7ac",
      List.of(),
      List.of("repositories/metadata/read", "repositories/content/read")),
  REPOSITORY_WRITER(
      "Container Registry Repository Writer",
      "2a1e307c-b015-4ebd-883e-5b7698a07328",
      List.of(),
      List.of(
          "repositories/metadata/read",
          "repositories/content/read",
          "repositories/metadata/write",
          "repositories/content/write")),
  REPOSITORY_CONTRIBUTOR(
      "Container Registry Repository Contributor",
      "2efddaa5-3f1f-4df3-97df-af3f13818f4c",
      List.of(),
      List.of(
          "repositories/metadata/read",
          "repositories/content/read",
          "repositories/metadata/write",
          "repositories/content/write",
          "repositories/metadata/delete",
          "repositories/content/delete")),
  CATALOG_LISTER(
      "Container Registry Repository Catalog Lister",
      "bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7",
      List.of(),
      List.of("catalog/read")),
  READER("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7", "*/read"),
  CONTRIBUTOR(
      "Contributor",
      "b24988ac-6180-42a0-ab88-20f7382dd24c",
      "*",
      "Microsoft.Authorization/*/Delete",
      "Microsoft.Authorization/*/Write",
      "Microsoft.Authorization/elevateAccess/Action"),
  OWNER("Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "*");

  private static final String OF_REGISTRIES = "Microsoft.ContainerRegistry/registries/";

  private final String roleName;
  private final String id;
  private final List<String> actions;
  private final List<String> notActions;
  private final List<String> dataActions;

  BuiltInRole(String roleName, String id, List<String> actions, List<String> dataActions) {
    this.roleName = roleName;
    this.id = id;
    this.actions = actions.stream().map(action -> OF_REGISTRIES + action).toList();
    this.notActions = List.of();
    this.dataActions = dataActions.stream().map(action -> OF_REGISTRIES + action).toList();
  }

  BuiltInRole(String roleName, String id, String action, String... notActions) {
    this.roleName = roleName;
    this.id = id;
    this.actions = List.of(action);
    this.notActions = List.of(notActions);
    this.dataActions = List.of();
  }

  static Stream<BuiltInRole> all() {
    return Arrays.stream(values());
  }

  static Optional<BuiltInRole> of(String guid) {
    return all().filter(role -> role.id.equalsIgnoreCase(guid)).findFirst();
  }

  String guid() {
    return id;
  }

  /** As role definitions have them, without what tells of who made them. */
  ObjectNode properties() {
    ObjectNode properties =
        Json.object()
            .put("roleName", roleName)
            .put("type", "BuiltInRole")
            .put("description", roleName);
    properties.putArray("assignableScopes").add("/");
    ObjectNode permission = properties.putArray("permissions").addObject();
    addAll(permission.putArray("actions"), actions);
    addAll(permission.putArray("notActions"), notActions);
    addAll(permission.putArray("dataActions"), dataActions);
    permission.putArray("notDataActions");
    return properties;
  }

  private static void addAll(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
