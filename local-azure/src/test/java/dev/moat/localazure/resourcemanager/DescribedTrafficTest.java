package dev.moat.localazure.resourcemanager;

import static dev.moat.localazure.resourcemanager.AzureWorld.ENDPOINT;
import static dev.moat.localazure.resourcemanager.AzureWorld.GROUP;
import static dev.moat.localazure.resourcemanager.AzureWorld.LINK;
import static dev.moat.localazure.resourcemanager.AzureWorld.NETWORK;
import static dev.moat.localazure.resourcemanager.AzureWorld.REGISTRY;
import static dev.moat.localazure.resourcemanager.AzureWorld.SUBNET;
import static dev.moat.localazure.resourcemanager.AzureWorld.SUBSCRIPTION;
import static dev.moat.localazure.resourcemanager.AzureWorld.ZONE;
import static dev.moat.localazure.resourcemanager.AzureWorld.ZONE_GROUP;
import static dev.moat.localazure.resourcemanager.AzureWorld.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Calls every kind in the api-versions that Microsoft's published descriptions are of, and leaves
 * the traffic in {@code target/arm-traffic} for a checker.
 */
class DescribedTrafficTest {
  private static final String ROLE = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
  private static final String AUTHORIZATION = "/providers/Microsoft.Authorization";
  private static final String IDENTITY =
      GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id";

  private final AzureWorld world = new AzureWorld(new MedianLatency(), Throttling.none());

  @Test
  void every_kind_answers_in_the_described_versions() throws IOException {
    groups("2022-09-01");
    networks("2024-01-01");
    zones("2020-06-01");
    registry("2023-07-01", "2023-11-01-preview");
    endpoint("2024-01-01");
    records("2020-06-01");
    connections("2023-07-01");
    roles("2022-04-01");
    events("2022-06-15");
    teardown();

    assertThat(world.azure.calls()).allSatisfy(call -> assertThat(call.status()).isLessThan(300));
    Traffic.write(world.azure, "core");
  }

  private void groups(String version) {
    call("PUT", GROUP, version, "{'location':'westeurope','tags':{'a':'b'}}");
    call("PATCH", GROUP, version, "{'tags':{'a':'c'}}");
    call("GET", GROUP, version, null);
    call("GET", SUBSCRIPTION + "/resourcegroups", version, null);
    call("GET", SUBSCRIPTION + "/resources", version, null);
  }

  private void networks(String version) {
    String space = "{'addressSpace':{'addressPrefixes':['10.0.0.0/16']}}";
    call("PUT", NETWORK, version, "{'location':'westeurope','properties':" + space + "}");
    call(
        "PUT",
        SUBNET,
        version,
        "{'properties':{'addressPrefix':'10.0.1.0/26','delegations':[{'name':'d','properties':"
            + "{'serviceName':'Microsoft.Web/serverFarms'}}],'serviceEndpoints':"
            + "[{'service':'Microsoft.ContainerRegistry'}]}}");
    for (String path : List.of(NETWORK, NETWORK + "/subnets", SUBNET)) {
      call("GET", path, version, null);
    }
    call("GET", GROUP + "/providers/Microsoft.Network/virtualNetworks", version, null);
    call("PATCH", NETWORK, version, "{'tags':{'a':'b'}}");
  }

  private void zones(String version) {
    call("PUT", ZONE, version, "{'location':'global','tags':{}}");
    call("PUT", LINK, version, AzureWorld.link(NETWORK));
    for (String path : List.of(ZONE, LINK, ZONE + "/virtualNetworkLinks")) {
      call("GET", path, version, null);
    }
    call("GET", SUBSCRIPTION + "/providers/Microsoft.Network/privateDnsZones", version, null);
  }

  private void records(String version) {
    call(
        "PUT",
        ZONE + "/A/other",
        version,
        "{'properties':{'ttl':60,'aRecords':[{'ipv4Address':'10.0.0.4'}]}}");
    call("GET", ZONE + "/A/other", version, null);
    call("GET", ZONE + "/A", version, null);
    call("DELETE", ZONE + "/A/other", version, null);
  }

  private void registry(String stable, String preview) {
    call("PUT", REGISTRY, stable, "{'location':'westeurope','sku':{'name':'Premium'}}");
    call("PUT", REGISTRY + "/replications/eastus", stable, "{'location':'eastus'}");
    call("PATCH", REGISTRY, stable, "{'properties':{'publicNetworkAccess':'Disabled'}}");
    call("PATCH", REGISTRY, preview, "{'properties':{'anonymousPullEnabled':true}}");
    for (String version : List.of(stable, preview)) {
      call("GET", REGISTRY, version, null);
      call("GET", REGISTRY + "/replications", version, null);
      call("GET", REGISTRY + "/privateLinkResources", version, null);
      call("GET", GROUP + "/providers/Microsoft.ContainerRegistry/registries", version, null);
    }
  }

  private void endpoint(String version) {
    call("PUT", ENDPOINT, version, AzureWorld.endpoint("manualPrivateLinkServiceConnections"));
    call("PUT", ZONE_GROUP, version, AzureWorld.zoneGroup(ZONE));
    for (String path : List.of(ENDPOINT, ZONE_GROUP, ENDPOINT + "/privateDnsZoneGroups")) {
      call("GET", path, version, null);
    }
    String nic = world.read(ENDPOINT).at("/properties/networkInterfaces/0/id").asText();
    call("GET", nic, version, null);
    call("GET", SUBNET, version, null);
  }

  private void connections(String version) {
    String connections = REGISTRY + "/privateEndpointConnections";
    call("GET", connections, version, null);
    String connection = world.read(connections).at("/value/0/id").asText();
    call(
        "PUT",
        connection,
        version,
        "{'properties':{'privateLinkServiceConnectionState':{'status':'Approved'}}}");
    call("GET", connection, version, null);
    call("GET", ZONE_GROUP, "2024-01-01", null);
    call("GET", ENDPOINT, "2024-01-01", null);
  }

  private void roles(String version) {
    call("PUT", IDENTITY, "2023-01-31", "{'location':'westeurope'}");
    call("GET", IDENTITY, "2023-01-31", null);
    String principal = world.read(IDENTITY).at("/properties/principalId").asText();
    String roles = AUTHORIZATION + "/roleDefinitions";
    String assignment = REGISTRY + AUTHORIZATION + "/roleAssignments/" + principal;
    call(
        "PUT",
        assignment,
        version,
        "{'properties':{'roleDefinitionId':'%s','principalId':'%s','principalType':'ServicePrincipal'}}"
            .formatted(SUBSCRIPTION + roles + "/" + ROLE, principal));
    call("GET", assignment, version, null);
    call("GET", REGISTRY + AUTHORIZATION + "/roleAssignments", version, null);
    call("GET", REGISTRY + roles, version, null);
    call("GET", SUBSCRIPTION + roles + "/" + ROLE, version, null);
    call("DELETE", assignment, version, null);
    call("DELETE", IDENTITY, "2023-01-31", null);
  }

  private void events(String version) {
    String topics = "/providers/Microsoft.EventGrid/systemTopics";
    String topic = GROUP + topics + "/moat";
    String alerts = topic + "/eventSubscriptions/alerts";
    call(
        "PUT",
        topic,
        version,
        "{'location':'global','properties':{'source':'%s','topicType':'%s'}}"
            .formatted(SUBSCRIPTION, "Microsoft.Resources.Subscriptions"));
    call("PATCH", topic, version, "{'tags':{'a':'b'}}");
    call(
        "PUT",
        alerts,
        version,
        "{'properties':{'destination':{'endpointType':'WebHook','properties':"
            + "{'endpointUrl':'https://app.example.org/hook'}}}}");
    call("PATCH", alerts, version, "{'labels':['a']}");
    for (String path :
        List.of(
            topic, alerts, topic + "/eventSubscriptions", GROUP + topics, SUBSCRIPTION + topics)) {
      call("GET", path, version, null);
    }
    call("POST", alerts + "/getFullUrl", version, null);
    call("DELETE", alerts, version, null);
    call("DELETE", topic, version, null);
  }

  private void teardown() {
    call("DELETE", ZONE_GROUP, "2024-01-01", null);
    call("DELETE", ENDPOINT, "2024-01-01", null);
    call("DELETE", REGISTRY + "/replications/eastus", "2023-07-01", null);
    call("DELETE", REGISTRY, "2023-07-01", null);
    call("DELETE", LINK, "2020-06-01", null);
    call("DELETE", ZONE, "2020-06-01", null);
    call("DELETE", SUBNET, "2024-01-01", null);
    call("DELETE", NETWORK, "2024-01-01", null);
    call("DELETE", GROUP, "2022-09-01", null);
  }

  private void call(String method, String path, String version, @Nullable String body) {
    JsonNode sent = body == null ? null : json(body);
    world.call(method, path + "?api-version=" + version, Map.of(), sent);
    world.letWorkEnd();
  }
}
