package dev.moat.localazure.resourcemanager;

import static dev.moat.localazure.resourcemanager.AzureWorld.GROUP;
import static dev.moat.localazure.resourcemanager.AzureWorld.REGISTRY;
import static dev.moat.localazure.resourcemanager.AzureWorld.SUBSCRIPTION;
import static dev.moat.localazure.resourcemanager.AzureWorld.body;
import static dev.moat.localazure.resourcemanager.AzureWorld.errorCode;
import static dev.moat.localazure.resourcemanager.AzureWorld.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistriesTest {
  private static final String PREVIEW = "?api-version=2021-08-01-preview";
  private static final String CLOSED = "{'properties':{'publicNetworkAccess':'Disabled'}}";

  @Test
  void a_new_registry_is_creating_then_succeeded() {
    AzureWorld world = AzureWorld.slow().withGroup();

    ArmReply put = world.put(REGISTRY, "{'location':'westeurope','sku':{'name':'Premium'}}");
    assertThat(put.status()).isEqualTo(201);
    ArmReply poll = world.get(header(put, "Azure-AsyncOperation"));
    assertThat(body(poll).path("status").asText()).isEqualTo("Creating");
    assertThat(poll.header("Azure-AsyncOperation")).isNotNull();
    world.letWorkEnd();

    JsonNode registry = world.read(REGISTRY);
    assertThat(registry.at("/properties/provisioningState").asText()).isEqualTo("Succeeded");
    assertThat(registry.at("/properties/loginServer").asText())
        .isEqualTo("moatregistry.azurecr.io");
    assertThat(registry.has("etag")).isFalse();
  }

  @Test
  void closing_public_access_is_done_at_once() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");

    ArmReply patch = world.patch(REGISTRY, CLOSED);

    assertThat(patch.status()).isEqualTo(200);
    assertThat(patch.header("Azure-AsyncOperation")).isNull();
    assertThat(body(patch).at("/properties/publicNetworkAccess").asText()).isEqualTo("Disabled");
  }

  @Test
  void a_change_of_anonymous_pull_takes_an_operation() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");

    ArmReply patch = world.patch(REGISTRY, "{'properties':{'anonymousPullEnabled':true}}");

    assertThat(patch.status()).isEqualTo(201);
    assertThat(body(patch).at("/properties/provisioningState").asText()).isEqualTo("Updating");
    assertThat(errorCode(world.patch(REGISTRY, CLOSED))).isEqualTo("ConflictError");
  }

  @Test
  void only_premium_can_be_closed() {
    AzureWorld world = AzureWorld.slow().withRegistry("Standard");

    ArmReply patch = world.patch(REGISTRY, CLOSED);

    assertThat(patch.status()).isEqualTo(400);
    assertThat(errorCode(patch)).isEqualTo("DisablingPublicNetworkAccessNotSupported");
    assertThat(world.read(REGISTRY).at("/properties/publicNetworkAccess").asText())
        .isEqualTo("Enabled");
  }

  @Test
  void rules_for_networks_are_seen_in_previews_only_and_survive_stable_writes() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");
    world.patch(
        REGISTRY + PREVIEW,
        "{'properties':{'networkRuleSet':{'defaultAction':'Deny','virtualNetworkRules':"
            + "[{'id':'/subnet'}]}}}");
    world.patch(REGISTRY, "{'properties':{'networkRuleSet':{'ipRules':[{'value':'1.2.3.0/24'}]}}}");

    assertThat(world.read(REGISTRY).at("/properties/networkRuleSet").has("virtualNetworkRules"))
        .isFalse();
    JsonNode preview = world.read(REGISTRY + PREVIEW).at("/properties/networkRuleSet");
    assertThat(preview.at("/virtualNetworkRules/0/action").asText()).isEqualTo("Allow");
    assertThat(preview.at("/ipRules/0/action").asText()).isEqualTo("Allow");
    assertThat(preview.path("defaultAction").asText()).isEqualTo("Deny");
  }

  @Test
  void later_previews_know_no_rules_for_networks() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");

    JsonNode rules =
        world.read(REGISTRY + "?api-version=2023-11-01-preview").at("/properties/networkRuleSet");

    assertThat(rules.has("ipRules")).isTrue();
    assertThat(rules.has("virtualNetworkRules")).isFalse();
  }

  @Test
  void a_basic_registry_shows_no_network_rules() {
    AzureWorld world = AzureWorld.slow().withRegistry("Basic");

    assertThat(world.read(REGISTRY).path("properties").has("networkRuleSet")).isFalse();
  }

  @Test
  void the_role_mode_is_hidden_from_old_versions() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");

    assertThat(world.read(REGISTRY).path("properties").has("roleAssignmentMode")).isFalse();
    assertThat(
            world
                .read(REGISTRY + "?api-version=2025-11-01")
                .at("/properties/roleAssignmentMode")
                .asText())
        .isEqualTo("LegacyRegistryPermissions");
  }

  @Test
  void export_can_only_be_off_while_the_registry_is_closed() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");
    String exportOff = "{'properties':{'policies':{'exportPolicy':{'status':'disabled'}}}}";

    assertThat(world.patch(REGISTRY, exportOff).status()).isEqualTo(400);
    world.patch(REGISTRY, CLOSED);
    assertThat(world.patch(REGISTRY, exportOff).status()).isEqualTo(200);
    assertThat(world.patch(REGISTRY, "{'properties':{'publicNetworkAccess':'Enabled'}}").status())
        .isEqualTo(400);
  }

  @Test
  void a_registry_without_replicas_is_deleted_at_once() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");

    assertThat(world.delete(REGISTRY).status()).isEqualTo(200);
    assertThat(world.delete(REGISTRY).status()).isEqualTo(204);
  }

  @Test
  void a_registry_with_replicas_is_deleted_by_an_operation() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");
    world.put(REGISTRY + "/replications/eastus", "{'location':'eastus'}");
    world.letWorkEnd();

    ArmReply deleted = world.delete(REGISTRY);
    assertThat(deleted.status()).isEqualTo(202);
    assertThat(body(deleted).at("/properties/provisioningState").asText()).isEqualTo("Deleting");
    assertThat(world.get(header(deleted, "Location")).status()).isEqualTo(202);
    world.letWorkEnd();
    assertThat(world.get(header(deleted, "Location")).status()).isEqualTo(200);
    assertThat(world.get(REGISTRY).status()).isEqualTo(404);
  }

  @Test
  void names_are_unique_in_all_subscriptions() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");
    world.put(SUBSCRIPTION + "/resourceGroups/other", "{'location':'westeurope'}");

    ArmReply put =
        world.put(
            REGISTRY.replace("/rg/", "/other/"),
            "{'location':'westeurope','sku':{'name':'Basic'}}");

    assertThat(errorCode(put)).isEqualTo("AlreadyInUse");
  }

  @Test
  void private_link_resources_name_the_members_data_first() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");

    JsonNode item = world.read(REGISTRY + "/privateLinkResources").at("/value/0/properties");

    assertThat(item.path("groupId").asText()).isEqualTo("registry");
    assertThat(item.at("/requiredMembers/0").asText()).isEqualTo("registry_data_westeurope");
    assertThat(item.at("/requiredMembers/1").asText()).isEqualTo("registry");
  }

  @Test
  void credentials_need_the_admin_user() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");
    String list = REGISTRY + "/listCredentials";

    assertThat(world.call("POST", list, Map.of(), null).status()).isEqualTo(400);
    world.patch(REGISTRY, "{'properties':{'adminUserEnabled':true}}");
    ArmReply reply = world.call("POST", list, Map.of(), null);
    assertThat(body(reply).path("passwords")).hasSize(2);
  }

  @Test
  void registries_are_listed() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");

    assertThat(
            world.read(GROUP + "/providers/Microsoft.ContainerRegistry/registries").path("value"))
        .hasSize(1);
  }
}
