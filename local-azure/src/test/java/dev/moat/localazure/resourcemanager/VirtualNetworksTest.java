package dev.moat.localazure.resourcemanager;

import static dev.moat.localazure.resourcemanager.AzureWorld.ENDPOINT;
import static dev.moat.localazure.resourcemanager.AzureWorld.GROUP;
import static dev.moat.localazure.resourcemanager.AzureWorld.NETWORK;
import static dev.moat.localazure.resourcemanager.AzureWorld.SUBNET;
import static dev.moat.localazure.resourcemanager.AzureWorld.SUBSCRIPTION;
import static dev.moat.localazure.resourcemanager.AzureWorld.body;
import static dev.moat.localazure.resourcemanager.AzureWorld.errorCode;
import static dev.moat.localazure.resourcemanager.AzureWorld.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VirtualNetworksTest {
  private static final String EMPTY_NETWORK =
      "{'location':'westeurope','properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/16']}}}";
  private static final String PREFIX = "{'properties':{'addressPrefix':'%s'}}";

  @Test
  void a_new_network_is_updating_until_its_operation_ends() {
    AzureWorld world = AzureWorld.slow().withGroup();

    ArmReply put = world.put(NETWORK, EMPTY_NETWORK);
    assertThat(put.status()).isEqualTo(201);
    assertThat(header(put, "Retry-After")).isEqualTo("3");
    assertThat(put.header("Location")).isNull();
    assertThat(state(body(put))).isEqualTo("Updating");
    world.letWorkEnd();

    JsonNode network = world.read(NETWORK);
    assertThat(state(network)).isEqualTo("Succeeded");
    assertThat(network.path("etag").asText())
        .isNotEqualTo(body(put).path("etag").asText())
        .isEqualTo(header(world.get(NETWORK), "ETag"));
  }

  @Test
  void a_write_that_changes_nothing_succeeds_at_once() {
    AzureWorld world = AzureWorld.slow().withNetwork();

    ArmReply put = world.put(NETWORK, EMPTY_NETWORK);

    assertThat(put.status()).isEqualTo(200);
    assertThat(state(body(put))).isEqualTo("Succeeded");
    ArmReply poll = world.get(header(put, "Azure-AsyncOperation"));
    assertThat(body(poll).path("status").asText()).isEqualTo("Succeeded");
  }

  @Test
  void a_network_written_without_a_subnet_loses_it() {
    AzureWorld world = AzureWorld.slow().withSubnet();

    world.put(NETWORK, EMPTY_NETWORK);
    world.letWorkEnd();

    assertThat(world.get(SUBNET).status()).isEqualTo(404);
  }

  @Test
  void a_network_written_without_a_used_subnet_is_refused() {
    AzureWorld world = AzureWorld.slow().withEndpoint();

    ArmReply put = world.put(NETWORK, EMPTY_NETWORK);

    assertThat(put.status()).isEqualTo(400);
    assertThat(errorCode(put)).isEqualTo("InUseSubnetCannotBeDeleted");
    assertThat(world.get(SUBNET).status()).isEqualTo(200);
  }

  @Test
  void a_used_subnet_cannot_be_deleted_and_neither_can_its_network() {
    AzureWorld world = AzureWorld.slow().withEndpoint();

    ArmReply deleted = world.delete(SUBNET);
    assertThat(deleted.status()).isEqualTo(400);
    assertThat(errorCode(deleted)).isEqualTo("InUseSubnetCannotBeDeleted");
    assertThat(body(deleted).at("/error/message").asText())
        .contains("/ipConfigurations/privateEndpointIpConfig.");
    assertThat(errorCode(world.delete(NETWORK))).isEqualTo("InUseSubnetCannotBeDeleted");
  }

  @Test
  void an_unused_subnet_is_deleted_by_an_operation() {
    AzureWorld world = AzureWorld.slow().withSubnet();

    ArmReply deleted = world.delete(SUBNET);
    assertThat(deleted.status()).isEqualTo(202);
    assertThat(header(deleted, "Retry-After")).isEqualTo("10");
    assertThat(world.get(header(deleted, "Location")).status()).isEqualTo(202);
    world.letWorkEnd();

    assertThat(world.get(header(deleted, "Location")).status()).isEqualTo(204);
    assertThat(world.get(SUBNET).status()).isEqualTo(404);
    assertThat(world.delete(SUBNET).status()).isEqualTo(204);
  }

  @Test
  void a_subnet_shows_the_defaults_and_the_etag_of_its_network() {
    AzureWorld world = AzureWorld.slow().withSubnet();

    JsonNode subnet = world.read(SUBNET);

    assertThat(subnet.at("/properties/privateEndpointNetworkPolicies").asText())
        .isEqualTo("Disabled");
    assertThat(subnet.at("/properties/privateLinkServiceNetworkPolicies").asText())
        .isEqualTo("Enabled");
    assertThat(subnet.path("etag")).isEqualTo(world.read(NETWORK).path("etag"));
  }

  @Test
  void delegations_and_service_endpoints_are_completed() {
    AzureWorld world = AzureWorld.slow().withNetwork();
    world.put(
        SUBNET,
        "{'properties':{'addressPrefix':'10.0.1.0/24','delegations':[{'name':'web','properties':"
            + "{'serviceName':'Microsoft.Web/serverFarms'}}],'serviceEndpoints':"
            + "[{'service':'Microsoft.ContainerRegistry'}]}}");

    JsonNode properties = world.read(SUBNET).path("properties");
    assertThat(properties.at("/delegations/0/properties/actions/0").asText())
        .isEqualTo("Microsoft.Network/virtualNetworks/subnets/action");
    assertThat(properties.at("/delegations/0/etag").asText()).startsWith("W/");
    assertThat(properties.at("/serviceEndpoints/0/provisioningState").asText())
        .isEqualTo("Succeeded");
  }

  @Test
  void ranges_must_be_cidr_inside_the_network_and_apart_from_each_other() {
    AzureWorld world = AzureWorld.slow().withSubnet();
    String other = NETWORK + "/subnets/other";

    assertThat(errorCode(world.put(other, PREFIX.formatted("10.0.1.5/24"))))
        .isEqualTo("InvalidAddressPrefixFormat");
    assertThat(errorCode(world.put(other, PREFIX.formatted("banana"))))
        .isEqualTo("InvalidAddressPrefixFormat");
    assertThat(errorCode(world.put(other, PREFIX.formatted("10.0.0.0/17"))))
        .isEqualTo("NetcfgSubnetRangesOverlap");
    assertThat(errorCode(world.put(other, PREFIX.formatted("192.168.0.0/24"))))
        .isEqualTo("NetcfgSubnetRangeOutsideVnet");
  }

  @Test
  void a_second_subnet_meanwhile_gets_one_of_two_conflicts() {
    Set<String> codes = new HashSet<>();
    AzureWorld world = AzureWorld.slow().withNetwork();
    world.put(SUBNET, PREFIX.formatted("10.0.1.0/27"));

    for (int i = 0; i < 20; i++) {
      ArmReply reply = world.put(NETWORK + "/subnets/other", PREFIX.formatted("10.0.2.0/27"));
      codes.add(reply.status() + " " + errorCode(reply));
      if (reply.status() == 429) {
        assertThat(header(reply, "Retry-After")).isEqualTo("12");
        assertThat(body(reply).at("/error/details/0/code").asText())
            .isEqualTo("RetryableErrorDueToAnotherOperation");
      } else {
        assertThat(reply.header("Retry-After")).isNull();
      }
    }

    assertThat(codes)
        .containsExactlyInAnyOrder("429 RetryableError", "409 AnotherOperationInProgress");
  }

  @Test
  void a_subnet_cannot_be_written_while_an_endpoint_lands_in_it() {
    AzureWorld world = AzureWorld.slow().withSubnet().withRegistry("Premium");
    world.put(ENDPOINT, AzureWorld.endpoint("privateLinkServiceConnections"));

    ArmReply put = world.put(SUBNET, PREFIX.formatted("10.0.1.0/26"));

    assertThat(put.status()).isEqualTo(429);
    assertThat(body(put).at("/error/details/0/code").asText())
        .isEqualTo("ReferencedResourceNotProvisioned");
  }

  @Test
  void networks_are_listed_per_group_and_per_subscription() {
    AzureWorld world = AzureWorld.slow().withSubnet();
    String list = "/providers/Microsoft.Network/virtualNetworks";

    assertThat(world.read(GROUP + list).path("value")).hasSize(1);
    assertThat(world.read(SUBSCRIPTION + list).path("value")).hasSize(1);
    assertThat(world.read(NETWORK + "/subnets").path("value")).hasSize(1);
  }

  private static String state(JsonNode resource) {
    return resource.at("/properties/provisioningState").asText();
  }
}
