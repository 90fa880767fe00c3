package dev.moat.endtoend;

import static dev.moat.arm.ApiVersions.AUTHORIZATION;
import static dev.moat.arm.ApiVersions.NETWORK;
import static dev.moat.arm.ApiVersions.PRIVATE_DNS;
import static dev.moat.arm.ApiVersions.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.endtoend.Calls.Span;
import dev.moat.model.Fact;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The published sample on an empty subscription. */
class FreshSetupIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.fast();

  private static final SampleRequest REQUEST = SampleRequest.fresh("fresh");
  private static final int MOST_CALLS = 28;

  private static Setup setup;
  private static Calls calls;

  @BeforeAll
  static void sets_up_once() {
    setup = MOAT.post(REQUEST).awaitSuccess(1);
    calls = MOAT.calls();
    System.out.printf(
        "Fresh setup: %d calls, %d of them writes, in %.1f s%n%s%n",
        calls.count(),
        calls.writes().count(),
        Duration.between(setup.record().acceptedAt(), setup.record().finishedAt().orElseThrow())
                .toMillis()
            / 1000.0,
        calls.byKind());
  }

  @Test
  void azure_is_written_once_per_resource_created_or_changed() {
    Calls writes = calls.writes();

    assertThat(writes.all()).as(writes.toString()).allMatch(call -> call.status() / 100 == 2);
    assertThat(writes.count()).isEqualTo(9);
    assertThat(writes.where(call -> call.method().equals("PUT")).perResource())
        .containsOnlyKeys(
            REQUEST.registry().key(),
            REQUEST.network().key(),
            REQUEST.subnet().key(),
            REQUEST.zone().key(),
            REQUEST.link().key(),
            REQUEST.endpoint().key(),
            REQUEST.zoneGroup().key(),
            roleAssignment().toLowerCase(Locale.ROOT))
        .values()
        .containsOnly(1L);
    assertThat(writes.where(call -> call.method().equals("PATCH")).perResource())
        .containsOnlyKeys(REQUEST.registry().key());
  }

  @Test
  void azure_is_called_few_times() {
    assertThat(calls.count()).as(calls.toString()).isLessThanOrEqualTo(MOST_CALLS);
  }

  @Test
  void steps_that_do_not_need_each_other_run_at_the_same_time() {
    List<Span> spans = calls.putsOf(REQUEST.registry(), REQUEST.network(), REQUEST.zone());

    assertThat(spans)
        .hasSize(3)
        .allSatisfy(one -> assertThat(spans).allMatch(other -> one.overlaps(other)));
  }

  @Test
  void registry_is_premium_and_closed() {
    JsonNode registry = MOAT.arm().get(REQUEST.registry().value(), REGISTRY);

    assertThat(registry.at("/sku/name").asText()).isEqualTo("Premium");
    assertThat(registry.at("/properties/publicNetworkAccess").asText()).isEqualTo("Disabled");
    assertThat(registry.at("/properties/privateEndpointConnections")).hasSize(1);
    JsonNode connection = registry.at("/properties/privateEndpointConnections/0/properties");
    assertThat(connection.at("/privateEndpoint/id").asText())
        .isEqualToIgnoringCase(REQUEST.endpoint().value());
    assertThat(connection.at("/privateLinkServiceConnectionState/status").asText())
        .isEqualTo("Approved");
  }

  @Test
  void subnet_and_endpoint_are_as_asked() {
    JsonNode subnet = MOAT.arm().get(REQUEST.subnet().value(), NETWORK).path("properties");
    JsonNode endpoint = MOAT.arm().get(REQUEST.endpoint().value(), NETWORK).path("properties");

    assertThat(subnet.path("addressPrefix").asText()).isEqualTo("10.0.1.0/24");
    assertThat(subnet.path("privateEndpointNetworkPolicies").asText()).isEqualTo("Disabled");
    assertThat(subnet.path("delegations")).isEmpty();
    assertThat(endpoint.at("/subnet/id").asText()).isEqualToIgnoringCase(REQUEST.subnet().value());
    assertThat(endpoint.at("/privateLinkServiceConnections/0/name").asText())
        .isEqualTo("secureacr-pc");
  }

  @Test
  void names_of_the_registry_resolve_to_the_addresses_of_the_endpoint() {
    String data = REQUEST.record().value() + ".westcentralus.data";

    assertThat(addressAt(REQUEST.record().value())).startsWith("10.0.1.");
    assertThat(addressAt(data)).startsWith("10.0.1.");
    assertThat(addressAt(data)).isNotEqualTo(addressAt(REQUEST.record().value()));
  }

  @Test
  void network_resolves_names_in_the_zone() {
    JsonNode link = MOAT.arm().get(REQUEST.link().value(), PRIVATE_DNS).path("properties");

    assertThat(link.path("virtualNetworkLinkState").asText()).isEqualTo("Completed");
    assertThat(link.path("registrationEnabled").asBoolean()).isFalse();
    assertThat(link.at("/virtualNetwork/id").asText())
        .isEqualToIgnoringCase(REQUEST.network().value());
  }

  @Test
  void principal_may_pull() {
    JsonNode role = MOAT.arm().get(roleAssignment(), AUTHORIZATION).path("properties");

    assertThat(role.path("principalId").asText()).isEqualTo("00000000-0000-0000-0000-0000000000a1");
    assertThat(role.path("principalType").asText()).isEqualTo("ServicePrincipal");
    assertThat(role.path("roleDefinitionId").asText())
        .endsWith("7f951dda-4ed3-4680-a7ca-43fe172d538d");
    assertThat(role.path("scope").asText()).isEqualToIgnoringCase(REQUEST.registry().value());
  }

  @Test
  void every_step_succeeded_in_one_attempt_and_remembers_what_it_created() {
    assertThat(setup.steps())
        .allMatch(step -> step.status() == StepStatus.SUCCEEDED)
        .allMatch(step -> step.attempt() == (step.name().kind() == StepKind.PREFLIGHT ? 0 : 1));
    assertThat(setup.steps().filter(StepRecord::createdByMoat).map(step -> step.name().kind()))
        .containsExactlyInAnyOrder(
            StepKind.REGISTRY,
            StepKind.VIRTUAL_NETWORK,
            StepKind.SUBNET,
            StepKind.DNS_ZONE,
            StepKind.LINK,
            StepKind.ENDPOINT,
            StepKind.ZONE_GROUP,
            StepKind.IDENTITY_GRANT);
  }

  @Test
  void lockdown_keeps_its_proof_and_how_the_registry_was_before() {
    StepRecord lockdown = setup.step(StepKind.LOCKDOWN);
    String registry = REQUEST.registry().name() + ".azurecr.io resolves to ";
    String data = REQUEST.registry().name() + ".westcentralus.data.azurecr.io resolves to ";

    assertThat(lockdown.evidence().stream().map(Fact::statement))
        .hasSize(4)
        .anyMatch(each -> each.endsWith("is Approved"))
        .anyMatch(each -> each.startsWith(registry + "10.0.1."))
        .anyMatch(each -> each.startsWith(data + "10.0.1."))
        .anyMatch(each -> each.endsWith("resolves names in the zone"));
    assertThat(lockdown.outputs().get("posture")).contains("\"publicNetworkAccess\":\"Enabled\"");
  }

  @Test
  void history_tells_what_happened() {
    assertThat(setup.historyReasons())
        .startsWith("SetupAccepted")
        .endsWith("SetupSucceeded")
        .contains(
            "PreflightFound",
            "RegistryCreated",
            "VirtualNetworkCreated",
            "SubnetCreated",
            "DnsZoneCreated",
            "LinkCreated",
            "EndpointCreated",
            "ZoneGroupCreated",
            "IdentityGrantCreated",
            "LockdownUpdated");
  }

  private static String addressAt(String record) {
    JsonNode records = MOAT.arm().get(record, PRIVATE_DNS).at("/properties/aRecords");
    assertThat(records).hasSize(1);
    return records.at("/0/ipv4Address").asText();
  }

  private static String roleAssignment() {
    return setup.step(StepKind.IDENTITY_GRANT).outputs().get("roleAssignment");
  }
}
