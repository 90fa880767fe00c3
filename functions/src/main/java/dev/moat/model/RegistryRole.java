package dev.moat.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * The built-in roles that can be given on a registry. A registry is in one of two role assignment
 * modes, and some roles open nothing in one of them: {@code AcrPull} on a registry in {@code
 * AbacRepositoryPermissions} mode is assigned without complaint, and the pull is still refused.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-directory-reference">What
 *     each role permits, by mode</a>
 * @see <a href="https://learn.microsoft.com/azure/role-based-access-control/built-in-roles">The
 *     role definitions' ids</a>
 */
public enum RegistryRole {
  ACR_PULL("AcrPull", "7f951dda-4ed3-4680-a7ca-43fe172d538d", true, false),
  ACR_PUSH("AcrPush", "8311e382-0749-4cb8-b61a-304f252e45ec", true, false),
  ACR_DELETE("AcrDelete", "c2f4ef07-c644-48eb-af81-4b1b4947fb11", true, false),
  /** Signs with Docker Content Trust, which Azure is retiring. */
  ACR_IMAGE_SIGNER("AcrImageSigner", "6cef56e8-d556-48e5-a04f-b8e64114680f", true, false),
  ACR_QUARANTINE_READER("AcrQuarantineReader", "cdda3590-29a3-44f6-95f2-9f980659eb04", true, true),
  ACR_QUARANTINE_WRITER("AcrQuarantineWriter", "c8d4ff99-41c3-41a8-9f60-21dfdad59608", true, true),
  REPOSITORY_READER(
      "Container Registry Repository Reader", "b93aa761-3e63-49ed-ac28-beffa264f7ac", false, true),
  REPOSITORY_WRITER(
      "Container Registry Repository Writer", "2a1e307c-b015-4ebd-883e-5b7698a07328", false, true),
  REPOSITORY_CONTRIBUTOR(
      "Container Registry Repository Contributor",
      "2efddaa5-3f1f-4df3-97df-af3f13818f4c",
      false,
      true),
  REPOSITORY_CATALOG_LISTER(
      "Container Registry Repository Catalog Lister",
      "bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7",
      false,
      true),
  READER("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7", true, false),
  CONTRIBUTOR("Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c", true, false),
  OWNER("Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", true, false);

  private final String azureName;
  private final String definitionId;
  private final boolean honouredInLegacyMode;
  private final boolean honouredInAbacMode;

  RegistryRole(String azureName, String definitionId, boolean inLegacyMode, boolean inAbacMode) {
    this.azureName = azureName;
    this.definitionId = definitionId;
    this.honouredInLegacyMode = inLegacyMode;
    this.honouredInAbacMode = inAbacMode;
  }

  /** The name Azure gives the role, such as {@code AcrPull}. */
  public String azureName() {
    return azureName;
  }

  /** The GUID of the role's definition: the same in every tenant. */
  public String definitionId() {
    return definitionId;
  }

  /** Whether it opens the registry's content in mode {@code LegacyRegistryPermissions}. */
  public boolean honouredInLegacyMode() {
    return honouredInLegacyMode;
  }

  /**
   * Whether it opens the registry's content in mode {@code AbacRepositoryPermissions}. {@code
   * Reader}, {@code Contributor} and {@code Owner} keep their rights over the registry itself in
   * that mode, and lose those over its images.
   */
  public boolean honouredInAbacMode() {
    return honouredInAbacMode;
  }

  /**
   * The role that opens in ABAC mode what this one opens in legacy mode: this role itself when ABAC
   * mode honours it, empty when no single role takes its place there.
   */
  public Optional<RegistryRole> inAbacMode() {
    return switch (this) {
      case ACR_PULL -> Optional.of(REPOSITORY_READER);
      case ACR_PUSH -> Optional.of(REPOSITORY_WRITER);
      case ACR_DELETE -> Optional.of(REPOSITORY_CONTRIBUTOR);
      default -> honouredInAbacMode ? Optional.of(this) : Optional.empty();
    };
  }

  /** The role with this name, in any case; empty when there is none. */
  public static Optional<RegistryRole> ofName(String name) {
    return Arrays.stream(values())
        .filter(role -> role.azureName.equalsIgnoreCase(name))
        .findFirst();
  }
}
