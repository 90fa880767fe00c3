package dev.moat.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.ApiVersions;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import java.util.List;

/**
 * A change that is made again and again, and how to see in Resource Manager that it was repaired.
 */
record BenchScenario(String name, Change change, Check isRepaired) {

  /** What a person does. */
  @FunctionalInterface
  interface Change {
    void by(Person person, SampleRequest request, Setup setup);
  }

  /** What a person sees once it is repaired. */
  @FunctionalInterface
  interface Check {
    boolean by(Person person, SampleRequest request, Setup setup);
  }

  static List<BenchScenario> all() {
    return List.of(
        new BenchScenario(
            "public access opened",
            (who, request, setup) -> who.openToThePublic(request.registry()),
            BenchScenario::isClosed),
        new BenchScenario(
            "IP rule added",
            (who, request, setup) -> letIn(who, request.registry()),
            (who, request, setup) ->
                registry(who, request).at("/networkRuleSet/ipRules").isEmpty()),
        new BenchScenario(
            "role assignment removed",
            (who, request, setup) -> who.delete(role(setup), ApiVersions.AUTHORIZATION),
            (who, request, setup) -> who.exists(role(setup), ApiVersions.AUTHORIZATION)),
        new BenchScenario(
            "subnet's network policies changed",
            (who, request, setup) ->
                who.changeSubnet(request.subnet(), "privateEndpointNetworkPolicies", "\"Enabled\""),
            (who, request, setup) ->
                who.properties(request.subnet(), ApiVersions.NETWORK)
                    .path("privateEndpointNetworkPolicies")
                    .asText()
                    .equals("Disabled")),
        new BenchScenario(
            "record overwritten",
            (who, request, setup) -> who.leadTo(request.record(), "10.9.9.9"),
            BenchScenario::leadsToTheEndpoint),
        new BenchScenario(
            "record deleted",
            (who, request, setup) -> who.delete(request.record(), ApiVersions.PRIVATE_DNS),
            BenchScenario::leadsToTheEndpoint),
        new BenchScenario(
            "link deleted",
            (who, request, setup) -> who.delete(request.link(), ApiVersions.PRIVATE_DNS),
            (who, request, setup) -> who.exists(request.link(), ApiVersions.PRIVATE_DNS)),
        new BenchScenario(
            "zone group deleted",
            (who, request, setup) -> who.delete(request.zoneGroup(), ApiVersions.NETWORK),
            BenchScenario::leadsToTheEndpoint),
        new BenchScenario(
            "endpoint deleted",
            (who, request, setup) -> who.delete(request.endpoint(), ApiVersions.NETWORK),
            BenchScenario::leadsToTheEndpoint),
        new BenchScenario(
            "connection rejected",
            (who, request, setup) -> reject(who, request),
            BenchScenario::leadsToTheEndpoint),
        new BenchScenario(
            "link and zone deleted",
            (who, request, setup) -> {
              who.delete(request.link(), ApiVersions.PRIVATE_DNS);
              who.delete(request.zone(), ApiVersions.PRIVATE_DNS);
            },
            (who, request, setup) ->
                who.exists(request.link(), ApiVersions.PRIVATE_DNS)
                    && leadsToTheEndpoint(who, request, setup)),
        new BenchScenario(
            "registry deleted, to be made again",
            (who, request, setup) -> who.delete(request.registry(), ApiVersions.REGISTRY),
            (who, request, setup) ->
                who.exists(request.registry(), ApiVersions.REGISTRY)
                    && isClosed(who, request, setup)));
  }

  private static boolean isClosed(Person who, SampleRequest request, Setup setup) {
    return registry(who, request).path("publicNetworkAccess").asText().equals("Disabled");
  }

  private static JsonNode registry(Person who, SampleRequest request) {
    return who.properties(request.registry(), ApiVersions.REGISTRY);
  }

  private static void letIn(Person who, ResourceId registry) {
    who.patch(
        registry,
        ApiVersions.REGISTRY,
        """
        {"properties": {"networkRuleSet": {"ipRules": [{"value": "203.0.113.7"}]}}}
        """);
  }

  private static void reject(Person who, SampleRequest request) {
    ResourceId connection =
        new ResourceId(registry(who, request).at("/privateEndpointConnections/0/id").asText());
    who.put(
        connection,
        ApiVersions.REGISTRY,
        """
        {"properties": {"privateLinkServiceConnectionState": {"status": "Rejected"}}}
        """);
  }

  private static ResourceId role(Setup setup) {
    return new ResourceId(setup.step(StepKind.IDENTITY_GRANT).outputs().get("roleAssignment"));
  }

  /** Whether all the records lead to the addresses of an approved endpoint. */
  private static boolean leadsToTheEndpoint(Person who, SampleRequest request, Setup setup) {
    if (!who.exists(request.endpoint(), ApiVersions.NETWORK)
        || !who.exists(request.zone(), ApiVersions.PRIVATE_DNS)) {
      return false;
    }
    JsonNode endpoint = who.properties(request.endpoint(), ApiVersions.NETWORK);
    String nic = endpoint.at("/networkInterfaces/0/id").asText();
    JsonNode records = who.arm().get(request.zone() + "/A", ApiVersions.PRIVATE_DNS).path("value");
    return endpoint.findValuesAsText("status").equals(List.of("Approved"))
        && who.arm().get(nic, ApiVersions.NETWORK).findValuesAsText("privateIPAddress").stream()
            .allMatch(records.findValuesAsText("ipv4Address")::contains);
  }
}
