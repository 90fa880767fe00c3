package dev.moat.localazure.resourcemanager;

import static dev.moat.localazure.resourcemanager.AzureWorld.ENDPOINT;
import static dev.moat.localazure.resourcemanager.AzureWorld.NETWORK;
import static dev.moat.localazure.resourcemanager.AzureWorld.REGISTRY;
import static dev.moat.localazure.resourcemanager.AzureWorld.SUBNET;
import static dev.moat.localazure.resourcemanager.AzureWorld.ZONE;
import static dev.moat.localazure.resourcemanager.AzureWorld.ZONE_GROUP;
import static dev.moat.localazure.resourcemanager.AzureWorld.body;
import static dev.moat.localazure.resourcemanager.AzureWorld.errorCode;
import static dev.moat.localazure.resourcemanager.AzureWorld.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivateEndpointsTest {
  private static final String AUTOMATIC = AzureWorld.endpoint("privateLinkServiceConnections");
  private static final String MANUAL = AzureWorld.endpoint("manualPrivateLinkServiceConnections");

  @Test
  void the_first_answer_already_names_the_interface_and_the_approved_connection() {
    AzureWorld world = AzureWorld.slow().withSubnet().withRegistry("Premium");

    ArmReply put = world.put(ENDPOINT, AUTOMATIC);

    assertThat(put.status()).isEqualTo(201);
    JsonNode properties = body(put).path("properties");
    assertThat(properties.path("provisioningState").asText()).isEqualTo("Updating");
    assertThat(properties.at("/networkInterfaces/0/id").asText())
        .contains("/networkInterfaces/pe.nic.");
    assertThat(properties.path("customDnsConfigs")).isEmpty();
    assertThat(properties.path("manualPrivateLinkServiceConnections")).isEmpty();
    assertThat(status(body(put), "privateLinkServiceConnections")).isEqualTo("Approved");
  }

  @Test
  void a_finished_endpoint_has_an_address_per_member_data_first() {
    AzureWorld world = AzureWorld.slow().withEndpoint();

    JsonNode configurations = interfaceOf(world).at("/properties/ipConfigurations");
    assertThat(configurations.findValuesAsText("requiredMemberName"))
        .containsExactly("registry_data_westeurope", "registry");
    assertThat(configurations.findValuesAsText("privateIPAddress"))
        .containsExactly("10.0.1.4", "10.0.1.5");
    assertThat(world.read(ENDPOINT).at("/properties/customDnsConfigs").findValuesAsText("fqdn"))
        .containsExactly("moatregistry.westeurope.data.azurecr.io", "moatregistry.azurecr.io");
  }

  @Test
  void a_finished_endpoint_appears_on_the_registry_which_gets_data_endpoints() {
    AzureWorld world = AzureWorld.slow().withEndpoint();

    JsonNode registry = world.read(REGISTRY).path("properties");
    assertThat(registry.path("dataEndpointEnabled").asBoolean()).isTrue();
    assertThat(registry.at("/dataEndpointHostNames/0").asText())
        .isEqualTo("moatregistry.westeurope.data.azurecr.io");
    JsonNode connection = registry.at("/privateEndpointConnections/0");
    assertThat(connection.path("name").asText()).matches("moatregistry\\.[0-9a-f]{32}");
    assertThat(connection.at("/properties/privateEndpoint/id").asText()).isEqualTo(ENDPOINT);
    assertThat(world.read(REGISTRY + "/privateEndpointConnections").path("value")).hasSize(1);
  }

  @Test
  void a_manual_endpoint_waits_for_approval_with_no_names() {
    AzureWorld world = AzureWorld.slow().withSubnet().withRegistry("Premium");
    world.put(ENDPOINT, MANUAL);
    world.letWorkEnd();

    JsonNode endpoint = world.read(ENDPOINT);
    assertThat(endpoint.at("/properties/provisioningState").asText()).isEqualTo("Succeeded");
    assertThat(status(endpoint, "manualPrivateLinkServiceConnections")).isEqualTo("Pending");
    assertThat(endpoint.at("/properties/customDnsConfigs")).isEmpty();
  }

  @Test
  void whoever_approves_reads_the_request_message() {
    AzureWorld world = AzureWorld.slow().withSubnet().withRegistry("Premium");
    world.put(
        ENDPOINT,
        MANUAL.replace("'groupIds'", "'requestMessage':'for the shop, please','groupIds'"));
    world.letWorkEnd();

    JsonNode state =
        world.read(connectionOf(world)).at("/properties/privateLinkServiceConnectionState");
    assertThat(state.path("status").asText()).isEqualTo("Pending");
    assertThat(state.path("description").asText()).isEqualTo("for the shop, please");
  }

  @Test
  void an_approval_shows_the_old_status_first_and_reaches_the_endpoint_later() {
    AzureWorld world = AzureWorld.slow().withSubnet().withRegistry("Premium");
    world.put(ENDPOINT, MANUAL);
    world.letWorkEnd();
    String connection = connectionOf(world);

    ArmReply put = world.put(connection, decision("Approved"));
    assertThat(put.status()).isEqualTo(201);
    assertThat(body(put).at("/properties/privateLinkServiceConnectionState/status").asText())
        .isEqualTo("Pending");
    ArmReply poll = world.get(header(put, "Azure-AsyncOperation"));
    assertThat(poll.status()).isEqualTo(201);
    assertThat(body(poll).path("status").asText()).isEqualTo("Updating");
    world.letWorkEnd();

    assertThat(status(world.read(ENDPOINT), "manualPrivateLinkServiceConnections"))
        .isEqualTo("Approved");
    assertThat(world.read(ENDPOINT).at("/properties/customDnsConfigs")).hasSize(2);
  }

  @Test
  void a_rejected_connection_cannot_be_approved() {
    AzureWorld world = AzureWorld.slow().withSubnet().withRegistry("Premium");
    world.put(ENDPOINT, MANUAL);
    world.letWorkEnd();
    String connection = connectionOf(world);
    world.put(connection, decision("Rejected"));
    world.letWorkEnd();

    assertThat(world.put(connection, decision("Approved")).status()).isEqualTo(400);
  }

  @Test
  void deleting_the_connection_leaves_the_endpoint_disconnected() {
    AzureWorld world = AzureWorld.slow().withEndpoint();

    ArmReply deleted = world.delete(connectionOf(world));
    assertThat(deleted.status()).isEqualTo(202);
    assertThat(deleted.header("Azure-AsyncOperation")).isNull();
    world.letWorkEnd();

    assertThat(status(world.read(ENDPOINT), "privateLinkServiceConnections"))
        .isEqualTo("Disconnected");
  }

  @Test
  void an_endpoint_follows_its_registry_when_the_news_are_held_back_no_longer() {
    AzureWorld world = AzureWorld.slow().withEndpoint();
    String connection = connectionOf(world);

    world.azure.holdEndpointNews(true);
    world.put(connection, decision("Rejected"));
    world.letWorkEnd();
    assertThat(
            world
                .read(connection)
                .at("/properties/privateLinkServiceConnectionState/status")
                .asText())
        .isEqualTo("Rejected");
    assertThat(status(world.read(ENDPOINT), "privateLinkServiceConnections")).isEqualTo("Approved");

    world.azure.holdEndpointNews(false);
    assertThat(status(world.read(ENDPOINT), "privateLinkServiceConnections")).isEqualTo("Rejected");
  }

  @Test
  void news_for_an_endpoint_that_was_made_anew_meanwhile_are_not_for_it() {
    AzureWorld world = AzureWorld.slow().withEndpoint();
    world.azure.holdEndpointNews(true);
    world.put(connectionOf(world), decision("Rejected"));
    world.letWorkEnd();
    world.delete(ENDPOINT);
    world.letWorkEnd();
    world.put(ENDPOINT, AUTOMATIC);
    world.letWorkEnd();

    world.azure.holdEndpointNews(false);

    assertThat(status(world.read(ENDPOINT), "privateLinkServiceConnections")).isEqualTo("Approved");
  }

  @Test
  void a_registry_that_is_not_premium_fails_the_endpoint_at_its_end() {
    AzureWorld world = AzureWorld.slow().withSubnet().withRegistry("Standard");

    ArmReply put = world.put(ENDPOINT, AUTOMATIC);
    assertThat(put.status()).isEqualTo(201);
    world.letWorkEnd();

    JsonNode poll = body(world.get(header(put, "Azure-AsyncOperation")));
    assertThat(poll.path("status").asText()).isEqualTo("Failed");
    assertThat(poll.at("/error/message").asText())
        .startsWith("Call to Microsoft.ContainerRegistry/registries failed.");
    assertThat(world.read(ENDPOINT).at("/properties/provisioningState").asText())
        .isEqualTo("Failed");
  }

  @Test
  void two_endpoints_at_once_on_one_registry_conflict_there() {
    AzureWorld world = AzureWorld.slow().withSubnet().withRegistry("Premium");
    world.put(ENDPOINT, AUTOMATIC);

    ArmReply second = world.put(ENDPOINT + "2", AUTOMATIC);
    world.letWorkEnd();

    JsonNode poll = body(world.get(header(second, "Azure-AsyncOperation")));
    assertThat(poll.at("/error/code").asText()).isEqualTo("ConflictError");
    ArmReply again = world.put(ENDPOINT + "2", AUTOMATIC);
    world.letWorkEnd();
    assertThat(body(world.get(header(again, "Azure-AsyncOperation"))).path("status").asText())
        .isEqualTo("Succeeded");
  }

  @Test
  void an_endpoint_waits_for_its_subnet() {
    AzureWorld world = AzureWorld.slow().withNetwork().withRegistry("Premium");
    world.put(SUBNET, "{'properties':{'addressPrefix':'10.0.1.0/27'}}");

    ArmReply refused = world.put(ENDPOINT, AUTOMATIC);

    assertThat(refused.status()).isEqualTo(429);
    assertThat(body(refused).at("/error/details/0/code").asText())
        .isEqualTo("ReferencedResourceNotProvisioned");
  }

  @Test
  void an_endpoint_to_nothing_is_refused() {
    AzureWorld world = AzureWorld.slow().withSubnet();

    assertThat(errorCode(world.put(ENDPOINT, AUTOMATIC))).isEqualTo("InvalidResourceReference");
  }

  @Test
  void the_same_endpoint_again_changes_nothing() {
    AzureWorld world = AzureWorld.slow().withEndpoint();

    ArmReply put = world.put(ENDPOINT, AUTOMATIC);

    assertThat(put.status()).isEqualTo(200);
    assertThat(body(put).at("/properties/provisioningState").asText()).isEqualTo("Succeeded");
  }

  @Test
  void a_full_subnet_takes_no_endpoint() {
    AzureWorld world = AzureWorld.slow().withNetwork().withRegistry("Premium");
    world.put(SUBNET, "{'properties':{'addressPrefix':'10.0.1.0/29'}}");
    world.letWorkEnd();
    world.put(ENDPOINT, AUTOMATIC);
    world.letWorkEnd();

    assertThat(errorCode(world.put(ENDPOINT + "2", AUTOMATIC))).isEqualTo("SubnetIsFull");
  }

  @Test
  void a_zone_group_writes_the_records_and_takes_over_the_names() {
    AzureWorld world = withZoneGroup();

    JsonNode config = world.read(ZONE_GROUP).at("/properties/privateDnsZoneConfigs/0/properties");
    assertThat(config.path("recordSets").findValuesAsText("recordSetName"))
        .containsExactly("moatregistry.westeurope.data", "moatregistry");
    assertThat(config.path("recordSets").findValuesAsText("fqdn"))
        .contains("moatregistry.privatelink.azurecr.io");
    JsonNode record = world.read(ZONE + "/A/moatregistry").path("properties");
    assertThat(record.path("ttl").asInt()).isEqualTo(10);
    assertThat(record.at("/aRecords/0/ipv4Address").asText()).isEqualTo("10.0.1.5");
    assertThat(world.read(ZONE).at("/properties/numberOfRecordSets").asInt()).isEqualTo(3);
    assertThat(world.read(ENDPOINT).at("/properties/customDnsConfigs")).isEmpty();
  }

  @Test
  void the_first_answer_to_a_zone_group_has_no_records_yet() {
    AzureWorld world = AzureWorld.slow().withEndpoint().withZone();

    ArmReply put = world.put(ZONE_GROUP, AzureWorld.zoneGroup(ZONE));

    assertThat(put.status()).isEqualTo(201);
    assertThat(body(put).at("/properties/privateDnsZoneConfigs/0/properties/recordSets")).isEmpty();
  }

  @Test
  void records_go_with_their_zone_group() {
    AzureWorld world = withZoneGroup();

    world.delete(ZONE_GROUP);
    world.letWorkEnd();

    assertThat(world.get(ZONE + "/A/moatregistry").status()).isEqualTo(404);
    assertThat(world.read(ENDPOINT).at("/properties/customDnsConfigs")).hasSize(2);
  }

  @Test
  void an_endpoint_takes_interface_records_and_connection_with_it() {
    AzureWorld world = withZoneGroup();
    String nic = world.read(ENDPOINT).at("/properties/networkInterfaces/0/id").asText();

    ArmReply deleted = world.delete(ENDPOINT);
    assertThat(header(deleted, "Retry-After")).isEqualTo("10");
    world.letWorkEnd();

    for (String gone : List.of(ENDPOINT, ZONE_GROUP, nic, ZONE + "/A/moatregistry")) {
      assertThat(world.get(gone).status()).as(gone).isEqualTo(404);
    }
    assertThat(world.read(REGISTRY).at("/properties/privateEndpointConnections")).isEmpty();
    assertThat(world.delete(SUBNET).status()).isEqualTo(202);
  }

  @Test
  void an_endpoint_has_one_zone_group_whose_zone_cannot_be_changed_in_place() {
    AzureWorld world = withZoneGroup();
    String otherZone = ZONE.replace("azurecr.io", "example.org");
    world.put(otherZone, "{'location':'global'}");
    world.letWorkEnd();

    assertThat(
            world
                .put(ENDPOINT + "/privateDnsZoneGroups/second", AzureWorld.zoneGroup(ZONE))
                .status())
        .isEqualTo(400);
    assertThat(world.put(ZONE_GROUP, AzureWorld.zoneGroup(otherZone)).status()).isEqualTo(400);
  }

  @Test
  void a_config_left_out_takes_its_records_with_it() {
    AzureWorld world = withZoneGroup();

    world.put(ZONE_GROUP, "{'properties':{'privateDnsZoneConfigs':[]}}");
    world.letWorkEnd();

    assertThat(world.get(ZONE + "/A/moatregistry").status()).isEqualTo(404);
  }

  @Test
  void a_zone_of_another_name_gets_no_records() {
    AzureWorld world = AzureWorld.slow().withEndpoint();
    String other = ZONE.replace("azurecr.io", "example.org");
    world.put(other, "{'location':'global'}");
    world.letWorkEnd();
    world.put(ZONE_GROUP, AzureWorld.zoneGroup(other));
    world.letWorkEnd();

    assertThat(
            world.read(ZONE_GROUP).at("/properties/privateDnsZoneConfigs/0/properties/recordSets"))
        .isEmpty();
  }

  @Test
  void a_replica_adds_an_address_and_a_record() {
    AzureWorld world = withZoneGroup();

    ArmReply put = world.put(REGISTRY + "/replications/eastus", "{'location':'eastus'}");
    assertThat(put.status()).isEqualTo(201);
    assertThat(body(world.get(header(put, "Azure-AsyncOperation"))).path("status").asText())
        .isEqualTo("Creating");
    world.letWorkEnd();

    assertThat(interfaceOf(world).at("/properties/ipConfigurations")).hasSize(3);
    assertThat(world.get(ZONE + "/A/moatregistry.eastus.data").status()).isEqualTo(200);
    assertThat(world.read(REGISTRY + "/replications").path("value")).hasSize(2);
    assertThat(
            world
                .read(REGISTRY + "/privateLinkResources")
                .at("/value/0/properties/requiredMembers"))
        .hasSize(3);
  }

  @Test
  void a_zone_group_that_does_not_follow_leaves_the_record_of_a_replica_to_others() {
    AzureWorld world = withZoneGroup();
    world.azure.zoneGroupsFollow(false);

    world.put(REGISTRY + "/replications/eastus", "{'location':'eastus'}");
    world.letWorkEnd();

    assertThat(interfaceOf(world).at("/properties/ipConfigurations")).hasSize(3);
    assertThat(world.read(ZONE + "/A").path("value"))
        .extracting(record -> record.path("name").asText())
        .containsExactly("moatregistry", "moatregistry.westeurope.data");
    world.azure.zoneGroupsFollow(true);
    world.delete(REGISTRY + "/replications/eastus");
    world.letWorkEnd();
    world.put(REGISTRY + "/replications/westus2", "{'location':'westus2'}");
    world.letWorkEnd();
    assertThat(world.get(ZONE + "/A/moatregistry.westus2.data").status()).isEqualTo(200);
  }

  @Test
  void a_zone_group_that_does_not_follow_writes_its_records_when_the_connection_is_approved() {
    AzureWorld world = AzureWorld.slow().withSubnet().withRegistry("Premium").withZone();
    world.azure.zoneGroupsFollow(false);
    world.put(ENDPOINT, AzureWorld.endpoint("manualPrivateLinkServiceConnections"));
    world.letWorkEnd();
    world.put(ZONE_GROUP, AzureWorld.zoneGroup(ZONE));
    world.letWorkEnd();
    assertThat(world.read(ZONE + "/A").path("value")).isEmpty();

    world.put(connectionOf(world), decision("Approved"));
    world.letWorkEnd();

    assertThat(world.read(ZONE + "/A").path("value")).hasSize(2);
  }

  @Test
  void a_replica_that_finds_no_address_vanishes() {
    AzureWorld world = AzureWorld.slow().withNetwork().withRegistry("Premium");
    world.put(NETWORK + "/subnets/endpoints", "{'properties':{'addressPrefix':'10.0.1.0/29'}}");
    world.letWorkEnd();
    world.put(ENDPOINT, AUTOMATIC);
    world.letWorkEnd();
    for (String region : List.of("eastus", "westus2")) {
      world.put(REGISTRY + "/replications/" + region, "{'location':'" + region + "'}");
      world.letWorkEnd();
    }

    assertThat(world.get(REGISTRY + "/replications/eastus").status()).isEqualTo(200);
    assertThat(world.get(REGISTRY + "/replications/westus2").status()).isEqualTo(404);
  }

  private static AzureWorld withZoneGroup() {
    AzureWorld world = AzureWorld.slow().withEndpoint().withZone();
    world.put(ZONE_GROUP, AzureWorld.zoneGroup(ZONE));
    world.letWorkEnd();
    return world;
  }

  private static JsonNode interfaceOf(AzureWorld world) {
    return world.read(world.read(ENDPOINT).at("/properties/networkInterfaces/0/id").asText());
  }

  private static String connectionOf(AzureWorld world) {
    return world.read(REGISTRY).at("/properties/privateEndpointConnections/0/id").asText();
  }

  private static String status(JsonNode endpoint, String list) {
    return endpoint
        .at("/properties/" + list + "/0/properties/privateLinkServiceConnectionState/status")
        .asText();
  }

  private static String decision(String status) {
    return ("{'properties':{'privateEndpoint':{'id':'%s'},'privateLinkServiceConnectionState':"
            + "{'status':'%s','description':'by the owner'}}}")
        .formatted(ENDPOINT, status);
  }
}
