package dev.moat.localazure.resourcemanager;

import static dev.moat.localazure.resourcemanager.AzureWorld.GROUP;
import static dev.moat.localazure.resourcemanager.AzureWorld.REGISTRY;
import static dev.moat.localazure.resourcemanager.AzureWorld.SUBSCRIPTION;
import static dev.moat.localazure.resourcemanager.AzureWorld.body;
import static dev.moat.localazure.resourcemanager.AzureWorld.errorCode;
import static dev.moat.localazure.resourcemanager.AzureWorld.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.localazure.identity.ManagedIdentity;
import org.junit.jupiter.api.Test;

class AuthorizationTest {
  private static final String ROLES = "/providers/Microsoft.Authorization/roleDefinitions";
  private static final String ASSIGNMENTS = "/providers/Microsoft.Authorization/roleAssignments";
  private static final String PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
  private static final String PUSH = "8311e382-0749-4cb8-b61a-304f252e45ec";
  private static final String PRINCIPAL = "22222222-2222-4222-8222-222222222222";
  private static final String FIRST =
      REGISTRY + ASSIGNMENTS + "/33333333-3333-4333-8333-333333333333";
  private static final String SECOND =
      REGISTRY + ASSIGNMENTS + "/44444444-4444-4444-8444-444444444444";

  @Test
  void roles_are_found_by_name_at_any_scope() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");

    JsonNode found = world.read(REGISTRY + ROLES + "?$filter=roleName%20eq%20'AcrPull'");

    assertThat(found.path("value")).hasSize(1);
    assertThat(found.at("/value/0/name").asText()).isEqualTo(PULL);
    assertThat(errorCode(world.get(SUBSCRIPTION + ROLES + "/no")))
        .isEqualTo("RoleDefinitionDoesNotExist");
  }

  @Test
  void a_role_is_assigned_at_once_in_subscription_form() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");

    ArmReply put = world.put(FIRST, grant(PRINCIPAL, PULL, true));

    assertThat(put.status()).isEqualTo(201);
    assertThat(body(put).at("/properties/createdBy").isNull()).isTrue();
    JsonNode assignment = world.read(FIRST).path("properties");
    assertThat(assignment.path("roleDefinitionId").asText()).startsWith(SUBSCRIPTION + ROLES);
    assertThat(assignment.path("scope").asText()).isEqualTo(REGISTRY);
    assertThat(assignment.path("createdBy").asText()).isEqualTo("oid-1");
  }

  @Test
  void the_same_grant_under_another_name_exists_already() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");
    world.put(FIRST, grant(PRINCIPAL, PULL, true));

    ArmReply other = world.put(SECOND, grant(PRINCIPAL, PULL, true));

    assertThat(other.status()).isEqualTo(409);
    assertThat(errorCode(other)).isEqualTo("RoleAssignmentExists");
    assertThat(world.put(FIRST, grant(PRINCIPAL, PULL, true)).status()).isEqualTo(200);
    assertThat(errorCode(world.put(FIRST, grant(PRINCIPAL, PUSH, true))))
        .isEqualTo("RoleAssignmentUpdateNotPermitted");
  }

  @Test
  void a_new_principal_is_not_found_until_it_has_replicated_unless_its_type_is_given() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");
    String principal = newIdentity(world);

    ArmReply early = world.put(FIRST, grant(principal, PULL, false));
    assertThat(early.status()).isEqualTo(400);
    assertThat(errorCode(early)).isEqualTo("PrincipalNotFound");
    assertThat(body(early).at("/error/message").asText()).contains(principal.replace("-", ""));
    assertThat(world.put(SECOND, grant(principal, PUSH, true)).status()).isEqualTo(201);
    world.letWorkEnd();
    assertThat(world.put(FIRST, grant(principal, PULL, false)).status()).isEqualTo(201);
  }

  @Test
  void a_forgotten_principal_is_never_found() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");
    world.azure.principals().forget(PRINCIPAL);

    assertThat(errorCode(world.put(FIRST, grant(PRINCIPAL, PULL, true))))
        .isEqualTo("PrincipalNotFound");
    world.azure.principals().add(PRINCIPAL);
    assertThat(world.put(FIRST, grant(PRINCIPAL, PULL, true)).status()).isEqualTo(201);
  }

  @Test
  void lists_include_what_is_inherited_and_filter_by_principal() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");
    world.put(FIRST, grant(PRINCIPAL, PULL, true));
    String atGroup = GROUP + ASSIGNMENTS + "/55555555-5555-4555-8555-555555555555";
    world.put(atGroup, grant("66666666-6666-4666-8666-666666666666", PUSH, true));

    String filter = "?$filter=";
    assertThat(world.read(REGISTRY + ASSIGNMENTS + filter + "atScope()").path("value")).hasSize(2);
    assertThat(world.read(GROUP + ASSIGNMENTS + filter + "atScope()").path("value")).hasSize(1);
    assertThat(world.read(GROUP + ASSIGNMENTS).path("value")).hasSize(2);
    String byPrincipal = filter + "principalId%20eq%20'" + PRINCIPAL + "'";
    assertThat(world.read(REGISTRY + ASSIGNMENTS + byPrincipal).path("value")).hasSize(1);
  }

  @Test
  void a_deleted_assignment_is_answered_once_more() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");
    world.put(FIRST, grant(PRINCIPAL, PULL, true));

    ArmReply deleted = world.delete(FIRST);

    assertThat(deleted.status()).isEqualTo(200);
    assertThat(body(deleted).path("name").asText()).startsWith("33333333");
    assertThat(world.delete(FIRST).status()).isEqualTo(204);
    assertThat(errorCode(world.get(FIRST))).isEqualTo("RoleAssignmentNotFound");
  }

  @Test
  void a_new_identity_answers_with_a_relative_location_that_is_no_polling_url() {
    AzureWorld world = AzureWorld.slow().withGroup();
    String id = GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id";

    ArmReply put = world.put(id, "{'location':'westeurope'}");

    assertThat(put.status()).isEqualTo(201);
    assertThat(header(put, "Location")).isEqualTo(id);
    assertThat(body(put).path("id").asText()).contains("/resourcegroups/");
    assertThat(body(put).path("properties").has("provisioningState")).isFalse();
    assertThat(world.put(id, "{'location':'westeurope'}").status()).isEqualTo(200);
  }

  @Test
  void an_identity_is_found_by_its_client_as_tokens_name_it() {
    AzureWorld world = AzureWorld.slow().withGroup();
    String id = GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id";
    JsonNode made = body(world.put(id, "{'location':'westeurope'}")).path("properties");
    String client = made.path("clientId").asText();

    assertThat(world.azure.userAssignedIdentity(client))
        .contains(
            new ManagedIdentity(
                made.path("principalId").asText(),
                client,
                id.replace("resourceGroups", "resourcegroups")));
    assertThat(world.azure.userAssignedIdentity("another")).isEmpty();
  }

  private static String newIdentity(AzureWorld world) {
    String id = GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id";
    return body(world.put(id, "{'location':'westeurope'}")).at("/properties/principalId").asText();
  }

  private static String grant(String principal, String role, boolean withType) {
    return "{'properties':{'roleDefinitionId':'%s','principalId':'%s'%s}}"
        .formatted(
            SUBSCRIPTION + ROLES + "/" + role,
            principal,
            withType ? ",'principalType':'ServicePrincipal'" : "");
  }
}
