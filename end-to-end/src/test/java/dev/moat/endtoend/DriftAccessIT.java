package dev.moat.endtoend;

import static dev.moat.endtoend.Scenario.gone;
import static dev.moat.endtoend.Scenario.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.ApiVersions;
import dev.moat.model.Difference;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import dev.moat.store.HistoryEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person changes who may reach a registry, or the network around it: Moat puts it back. */
class DriftAccessIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.instant().withShortBursts();

  private static final SampleRequest OPENED = SampleRequest.fresh("opened");
  private static final SampleRequest LET_IN = SampleRequest.fresh("let-in");
  private static final SampleRequest REVOKED = SampleRequest.fresh("revoked");
  private static final SampleRequest POLICIES = SampleRequest.fresh("policies");
  private static final SampleRequest DELEGATED = integration("delegated");
  private static final SampleRequest ADDED = integration("added");
  private static final SampleRequest TOGETHER = SampleRequest.fresh("together");

  @BeforeAll
  static void posts_them_all() {
    MOAT.postAll(OPENED, LET_IN, REVOKED, POLICIES, DELEGATED, ADDED, TOGETHER);
  }

  @Test
  void public_access_that_was_opened_is_closed() {
    Scenario scenario = Scenario.on(MOAT, OPENED);

    PersonsChange change = alice().openToThePublic(OPENED.registry());
    scenario.awaitRepaired();

    assertThat(alice().publicAccess(OPENED.registry())).isEqualTo("Disabled");
    scenario
        .assertRepairedBy(write("PATCH", OPENED.registry()))
        .assertTold(
            StepKind.LOCKDOWN, change, new Difference("publicNetworkAccess", "Disabled", "Enabled"))
        .assertReadsAtMost(20);
  }

  @Test
  void address_that_was_let_in_is_kept_out() {
    Scenario scenario = Scenario.on(MOAT, LET_IN);

    PersonsChange change =
        alice()
            .patch(
                LET_IN.registry(),
                ApiVersions.REGISTRY,
                """
                {"properties": {"networkRuleSet": {
                  "defaultAction": "Deny", "ipRules": [{"value": "203.0.113.7"}]}}}
                """);
    scenario.awaitRepaired();

    assertThat(alice().properties(LET_IN.registry(), ApiVersions.REGISTRY).at("/networkRuleSet"))
        .isEqualTo(Json.parse("{\"defaultAction\": \"Allow\", \"ipRules\": []}"));
    assertThat(alice().publicAccess(LET_IN.registry())).isEqualTo("Disabled");
    scenario
        .assertRepairedBy(write("PATCH", LET_IN.registry()))
        .assertTold(
            StepKind.LOCKDOWN,
            change,
            new Difference("networkRuleSet.defaultAction", "Allow", "Deny"),
            new Difference("networkRuleSet.ipRules", "none", "203.0.113.7"))
        .assertReadsAtMost(20);
  }

  @Test
  void role_that_was_taken_away_is_given_back() {
    Scenario scenario = Scenario.on(MOAT, REVOKED);
    ResourceId assignment =
        new ResourceId(
            scenario.setup().step(StepKind.IDENTITY_GRANT).outputs().get("roleAssignment"));

    PersonsChange change = alice().delete(assignment, ApiVersions.AUTHORIZATION);
    scenario.awaitRepaired();

    assertThat(
            alice().properties(assignment, ApiVersions.AUTHORIZATION).path("principalId").asText())
        .isEqualTo("00000000-0000-0000-0000-0000000000a1");
    scenario
        .assertRepairedBy(write("PUT", assignment))
        .assertTold(StepKind.IDENTITY_GRANT, change, gone())
        .assertReadsAtMost(20);
  }

  @Test
  void network_policies_of_the_subnet_that_were_changed_are_put_back() {
    Scenario scenario = Scenario.on(MOAT, POLICIES);

    PersonsChange change =
        alice().changeSubnet(POLICIES.subnet(), "privateEndpointNetworkPolicies", "\"Enabled\"");
    scenario.awaitRepaired();

    assertThat(
            alice()
                .properties(POLICIES.subnet(), ApiVersions.NETWORK)
                .path("privateEndpointNetworkPolicies")
                .asText())
        .isEqualTo("Disabled");
    scenario
        .assertRepairedBy(write("PUT", POLICIES.subnet()))
        .assertTold(
            StepKind.SUBNET,
            change,
            new Difference("privateEndpointNetworkPolicies", "Disabled", "Enabled"))
        .assertReadsAtMost(20);
  }

  @Test
  void delegation_that_was_removed_is_put_back() {
    Scenario scenario = Scenario.on(MOAT, DELEGATED);
    ResourceId subnet = integrationSubnet(DELEGATED);

    PersonsChange change = alice().changeSubnet(subnet, "delegations", "[]");
    scenario.awaitRepaired();

    assertThat(
            alice()
                .properties(subnet, ApiVersions.NETWORK)
                .at("/delegations/0/properties/serviceName")
                .asText())
        .isEqualTo("Microsoft.Web/serverFarms");
    scenario.assertRepairedBy(write("PUT", subnet)).assertReadsAtMost(20);
    HistoryEntry line = scenario.line("SubnetDrifted");
    assertThat(line.subject()).contains("vnet-integration-subnet");
    assertThat(line.text())
        .contains("delegations is [], not [Microsoft.Web/serverFarms]")
        .contains("Alice Liddell", change.correlationId());
  }

  @Test
  void what_nobody_asked_about_is_left_as_the_person_made_it() {
    Scenario scenario = Scenario.on(MOAT, ADDED);
    ResourceId subnet = integrationSubnet(ADDED);

    alice()
        .changeSubnet(
            subnet,
            "serviceEndpoints",
            "[{\"service\": \"Microsoft.Storage\", \"locations\": [\"*\"]}]");
    scenario.awaitLine("SetupChecked");

    assertThat(scenario.writes()).isEmpty();
    assertThat(scenario.reasons()).containsOnly("SetupChecked");
    assertThat(
            alice()
                .properties(subnet, ApiVersions.NETWORK)
                .at("/serviceEndpoints/0/service")
                .asText())
        .isEqualTo("Microsoft.Storage");
    scenario.assertReadsAtMost(5);
  }

  @Test
  void open_registry_is_closed_only_after_its_records_are_back() {
    Scenario scenario = Scenario.on(MOAT, TOGETHER);

    MOAT.arm().disturbEvents("{\"hold\": true}");
    PersonsChange deletion = alice().delete(TOGETHER.zoneGroup(), ApiVersions.NETWORK);
    PersonsChange opening = alice().openToThePublic(TOGETHER.registry());
    MOAT.arm().disturbEvents("{\"hold\": false}");
    scenario.awaitRepaired().awaitExplained(StepKind.ZONE_GROUP).awaitExplained(StepKind.LOCKDOWN);

    assertThat(alice().publicAccess(TOGETHER.registry())).isEqualTo("Disabled");
    assertThat(alice().exists(TOGETHER.record(), ApiVersions.PRIVATE_DNS)).isTrue();
    scenario
        .assertRepairedBy(write("PUT", TOGETHER.zoneGroup()), write("PATCH", TOGETHER.registry()))
        .assertTold(StepKind.ZONE_GROUP, deletion, gone())
        .assertTold(
            StepKind.LOCKDOWN,
            opening,
            new Difference("publicNetworkAccess", "Disabled", "Enabled"))
        .assertReadsAtMost(40);
  }

  private static SampleRequest integration(String group) {
    return SampleRequest.of("secureacr-with-integration-subnet.json", group);
  }

  private static ResourceId integrationSubnet(SampleRequest request) {
    return request.network().child("subnets", "vnet-integration-subnet");
  }

  private static Person alice() {
    return Person.alice(MOAT.arm());
  }
}
