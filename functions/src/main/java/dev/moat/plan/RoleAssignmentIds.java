package dev.moat.plan;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.moat.model.RegistryRole;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest.RoleAssignment;
import java.util.Locale;
import java.util.UUID;

/**
 * The names of role assignments: a UUIDv5 of scope, principal and role, so that the same grant
 * always has the same id and can be written twice without harm.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/role-based-access-control/role-assignments-template#name">Role
 *     assignment names</a>
 */
final class RoleAssignmentIds {

  /** The namespace of Moat's names; any fixed UUID serves, as long as it never changes. */
  private static final UUID NAMESPACE = UUID.fromString("6d6f6174-0000-5000-8000-726f6c657300");

  private RoleAssignmentIds() {}

  static ResourceId of(ResourceId scope, RoleAssignment role) {
    String definition = definitionOf(role.role());
    String text = scope.key() + "|" + role.principalId() + "|" + definition;
    UUID name = UuidCreator.getNameBasedSha1(NAMESPACE, text.toLowerCase(Locale.ROOT));
    return scope.extension("Microsoft.Authorization", "roleAssignments", name.toString());
  }

  private static String definitionOf(String role) {
    return RegistryRole.ofName(role)
        .map(RegistryRole::definitionId)
        .orElseThrow(
            () -> new IllegalArgumentException("There is no registry role '" + role + "'"));
  }
}
