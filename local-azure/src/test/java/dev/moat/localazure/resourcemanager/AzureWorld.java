package dev.moat.localazure.resourcemanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.localazure.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A Resource Manager under test, with short words for calls and a few resources to start from. */
final class AzureWorld {
  static final String SUBSCRIPTION = "/subscriptions/11111111-1111-4111-8111-111111111111";
  static final String GROUP = SUBSCRIPTION + "/resourceGroups/rg";
  static final String NETWORK = GROUP + "/providers/Microsoft.Network/virtualNetworks/vnet";
  static final String SUBNET = NETWORK + "/subnets/endpoints";
  static final String ZONE =
      GROUP + "/providers/Microsoft.Network/privateDnsZones/privatelink.azurecr.io";
  static final String LINK = ZONE + "/virtualNetworkLinks/vnet";
  static final String REGISTRY =
      GROUP + "/providers/Microsoft.ContainerRegistry/registries/moatregistry";
  static final String ENDPOINT = GROUP + "/providers/Microsoft.Network/privateEndpoints/pe";
  static final String ZONE_GROUP = ENDPOINT + "/privateDnsZoneGroups/default";
  static final Caller CALLER = new Caller("oid-1", "app-1");
  private static final ObjectMapper JSON = new ObjectMapper();

  final SettableClock clock = new SettableClock(Instant.parse("2026-01-05T08:00:00Z"));
  final ResourceManager azure;

  AzureWorld(Latency latency) {
    this(latency, Throttling.documented());
  }

  AzureWorld(Latency latency, Throttling throttling) {
    azure = new ResourceManager(clock, new SplittableRandom(7), latency, throttling, Tenant.any());
  }

  static AzureWorld instant() {
    return new AzureWorld(Latency.instant());
  }

  /** Everything takes Azure's median time, so that work can be caught under way. */
  static AzureWorld slow() {
    return new AzureWorld(new MedianLatency());
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  ArmReply call(String method, String path, Map<String, String> headers, @Nullable JsonNode body) {
    String versioned =
        path.contains("api-version=")
            ? path
            : path + (path.contains("?") ? "&" : "?") + "api-version=2024-01-01";
    return azure.handle(new ArmRequest(method, versioned, headers, body, CALLER));
  }

  ArmReply get(String path) {
    return call("GET", path, Map.of(), null);
  }

  ArmReply put(String path, String body) {
    return call("PUT", path, Map.of(), json(body));
  }

  ArmReply patch(String path, String body) {
    return call("PATCH", path, Map.of(), json(body));
  }

  ArmReply delete(String path) {
    return call("DELETE", path, Map.of(), null);
  }

  /** Lets so much time pass that all work is over. */
  void letWorkEnd() {
    clock.advance(Duration.ofMinutes(5));
    azure.advance();
  }

  /** The body of a resource that must be there. */
  JsonNode read(String path) {
    ArmReply reply = get(path);
    assertThat(reply.status()).as("GET %s", path).isEqualTo(200);
    return body(reply);
  }

  static JsonNode body(ArmReply reply) {
    JsonNode body = reply.body();
    assertThat(body).isNotNull();
    return body;
  }

  static String header(ArmReply reply, String name) {
    String value = reply.header(name);
    assertThat(value).as(name).isNotNull();
    return value;
  }

  static String errorCode(ArmReply reply) {
    JsonNode error = body(reply).path("error");
    return (error.isMissingNode() ? body(reply) : error).path("code").asText();
  }

  AzureWorld withGroup() {
    put(GROUP, "{'location':'westeurope'}");
    return this;
  }

  AzureWorld withNetwork() {
    withGroup();
    put(
        NETWORK,
        "{'location':'westeurope','properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/16']}}}");
    letWorkEnd();
    return this;
  }

  AzureWorld withSubnet() {
    withNetwork();
    put(SUBNET, "{'properties':{'addressPrefix':'10.0.1.0/27'}}");
    letWorkEnd();
    return this;
  }

  AzureWorld withZone() {
    withGroup();
    put(ZONE, "{'location':'global'}");
    letWorkEnd();
    return this;
  }

  AzureWorld withRegistry(String sku) {
    withGroup();
    put(REGISTRY, "{'location':'West Europe','sku':{'name':'" + sku + "'}}");
    letWorkEnd();
    return this;
  }

  AzureWorld withEndpoint() {
    withSubnet().withRegistry("Premium");
    put(ENDPOINT, endpoint("privateLinkServiceConnections"));
    letWorkEnd();
    return this;
  }

  static String endpoint(String list) {
    return ("{'location':'westeurope','properties':{'subnet':{'id':'%s'},'%s':[{'name':'c',"
            + "'properties':{'privateLinkServiceId':'%s','groupIds':['registry']}}]}}")
        .formatted(SUBNET, list, REGISTRY);
  }

  static String link(String network) {
    return ("{'location':'global','properties':{'virtualNetwork':{'id':'%s'},"
            + "'registrationEnabled':false}}")
        .formatted(network);
  }

  static String zoneGroup(String zone) {
    return ("{'properties':{'privateDnsZoneConfigs':[{'name':'acr','properties':"
            + "{'privateDnsZoneId':'%s'}}]}}")
        .formatted(zone);
  }
}
