package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.model.ResourceId;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was there before Moat is used as it is, or found unfit before anything is written. */
class ExistingResourcesIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.fast();

  private static final String WITH_INTEGRATION = "secureacr-with-integration-subnet.json";
  private static final String GUID_OF_THE_OWNER = "0b0b0b0b-1111-4222-8333-444444444444";
  private static final String SUBNETS =
      """
      [{"name": "private-endpoint-subnet",
        "properties": {
          "addressPrefix": "10.0.1.0/24",
          "privateEndpointNetworkPolicies": "Enabled",
          "networkSecurityGroup": {"id": "%1$s/networkSecurityGroups/owners-nsg"},
          "routeTable": {"id": "%1$s/routeTables/owners-routes"},
          "natGateway": {"id": "%1$s/natGateways/owners-gateway"},
          "serviceEndpointPolicies": [{"id": "%1$s/serviceEndpointPolicies/owners-policy"}],
          "serviceEndpoints": [{"service": "Microsoft.Storage"}]}},
       {"name": "vnet-integration-subnet",
        "properties": {
          "addressPrefix": "10.0.0.0/24",
          "privateEndpointNetworkPolicies": "Enabled",
          "networkSecurityGroup": {"id": "%1$s/networkSecurityGroups/owners-nsg"},
          "delegations": [
            {"name": "owners", "properties": {"serviceName": "Microsoft.Web/serverFarms"}}]}}]
      """;

  @Test
  void what_exists_is_adopted_and_only_what_was_asked_is_changed_in_it() {
    SampleRequest request = existing(SampleRequest.of(WITH_INTEGRATION, "adopted"));
    ResourceId integration = request.network().child("subnets", "vnet-integration-subnet");
    owner().registry(request.registry(), "Premium");
    owner().network(request.network(), SUBNETS.formatted(network(request)));
    owner().zone(request.zone());
    ResourceId link = request.zone().child("virtualNetworkLinks", "owners-link");
    owner().link(link, request.network());
    owner().put(ownersAssignment(request), ApiVersions.AUTHORIZATION, acrPull(request));
    ObjectNode subnetBefore = comparable(request.subnet());
    ObjectNode integrationBefore = comparable(integration);

    Setup setup = MOAT.post(request).awaitSuccess(1);

    subnetBefore.put("privateEndpointNetworkPolicies", "Disabled");
    assertThat(comparable(request.subnet())).isEqualTo(subnetBefore);
    assertThat(comparable(integration)).isEqualTo(integrationBefore);
    assertThat(written(request))
        .containsExactlyInAnyOrder(
            "PUT " + request.subnet(),
            "PUT " + request.endpoint(),
            "PUT " + request.zoneGroup(),
            "PATCH " + request.registry());
    assertThat(setup.steps().filter(StepRecord::createdByMoat).map(step -> step.name().kind()))
        .containsExactlyInAnyOrder(StepKind.ENDPOINT, StepKind.ZONE_GROUP);
    assertThat(setup.step(StepKind.LINK).outputs())
        .containsEntry("link", link.value())
        .containsEntry("adopted", "true");
    assertThat(setup.step(StepKind.IDENTITY_GRANT).outputs())
        .containsEntry("roleAssignment", ownersAssignment(request).value())
        .containsEntry("adopted", "true");
    assertThat(setup.historyReasons()).contains("SubnetUpdated", "LinkFound", "IdentityGrantFound");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic", "Standard"})
  void registry_that_is_not_premium_is_found_before_anything_is_written(String tier) {
    SampleRequest request = SampleRequest.fresh("tier-" + tier.toLowerCase(Locale.ROOT));
    owner().resourceGroup(request.group());
    owner().registry(request.registry(), tier);

    StepError error = refused(request);

    assertThat(error.code()).isEqualTo("RegistryNotPremium");
    assertThat(error.message()).contains(request.registry().value(), tier);
    assertThat(error.advice()).contains("Raise its service tier to Premium");
  }

  @Test
  void registry_with_rules_for_virtual_networks_is_found_before_anything_is_written() {
    SampleRequest request = SampleRequest.fresh("rules");
    owner().resourceGroup(request.group());
    owner()
        .put(
            request.registry(),
            ApiVersions.REGISTRY_VIRTUAL_NETWORK_RULES,
            """
            {"location": "westcentralus", "sku": {"name": "Premium"},
             "properties": {"networkRuleSet": {
               "defaultAction": "Deny",
               "virtualNetworkRules": [{"action": "Allow", "id": "%s"}]}}}
            """
                .formatted(request.subnet()));

    StepError error = refused(request);

    assertThat(error.code()).isEqualTo("RegistryHasVirtualNetworkRules");
    assertThat(error.message()).contains(request.registry().value());
    assertThat(error.advice()).isNotBlank();
  }

  @Test
  void network_linked_to_another_zone_of_that_name_is_found_before_anything_is_written() {
    SampleRequest request = SampleRequest.fresh("two-zones");
    SampleRequest elsewhere = SampleRequest.fresh("hub");
    owner().resourceGroup(request.group());
    owner().resourceGroup(elsewhere.group());
    owner().network(request.network(), "[]");
    owner().zone(elsewhere.zone());
    owner().link(elsewhere.link(), request.network());

    StepError error = refused(request);

    assertThat(error.code()).isEqualTo("LinkedToAnotherZone");
    assertThat(error.message()).contains(request.network().value(), elsewhere.zone().value());
    assertThat(error.advice()).contains(elsewhere.zone().value());
    assertThat(written(elsewhere)).isEmpty();
  }

  @Test
  void registry_that_is_missing_and_not_to_be_created_is_found_before_anything_is_written() {
    SampleRequest request = SampleRequest.fresh("missing").without("/registry/createIfMissing");

    StepError error = refused(request);

    assertThat(error.code()).isEqualTo("RegistryNotFound");
    assertThat(error.message()).contains(request.registry().value());
    assertThat(error.advice()).contains("createIfMissing");
  }

  /** The preflight's error; nothing else has run, and nothing was written. */
  private static StepError refused(SampleRequest request) {
    Setup setup = MOAT.post(request).awaitFailure(1);
    assertThat(written(request)).isEmpty();
    assertThat(setup.steps().filter(step -> step.name().kind() != StepKind.PREFLIGHT))
        .allMatch(step -> step.status() == StepStatus.PENDING);
    assertThat(setup.historyReasons()).endsWith("CannotUsePreflight", "SetupFailed");
    return setup.step(StepKind.PREFLIGHT).error().orElseThrow();
  }

  /** Resource group made; nothing in it is to be created by Moat. */
  private static SampleRequest existing(SampleRequest request) {
    owner().resourceGroup(request.group());
    return request
        .without("/registry/createIfMissing")
        .without("/virtualNetworks/0/createIfMissing");
  }

  private static List<String> written(SampleRequest request) {
    return MOAT.calls().in(request.group()).writes().all().stream()
        .map(call -> call.method() + " " + call.path())
        .toList();
  }

  /** The properties of a subnet but for what changes with every write, and for its tenants. */
  private static ObjectNode comparable(ResourceId subnet) {
    JsonNode found = MOAT.arm().get(subnet.value(), ApiVersions.NETWORK).path("properties");
    ObjectNode properties = found.deepCopy();
    properties.remove(List.of("ipConfigurations", "privateEndpoints"));
    properties.path("delegations").forEach(each -> ((ObjectNode) each).remove("etag"));
    return properties;
  }

  private static ResourceId ownersAssignment(SampleRequest request) {
    return request
        .registry()
        .extension("Microsoft.Authorization", "roleAssignments", GUID_OF_THE_OWNER);
  }

  private static String acrPull(SampleRequest request) {
    return """
        {"properties": {
          "roleDefinitionId": "%s/providers/Microsoft.Authorization/roleDefinitions/%s",
          "principalId": "00000000-0000-0000-0000-0000000000a1",
          "principalType": "ServicePrincipal"}}
        """
        .formatted(SampleRequest.SUBSCRIPTION, "7f951dda-4ed3-4680-a7ca-43fe172d538d");
  }

  private static String network(SampleRequest request) {
    return request.group() + "/providers/Microsoft.Network";
  }

  private static Owner owner() {
    return new Owner(MOAT.arm());
  }
}
