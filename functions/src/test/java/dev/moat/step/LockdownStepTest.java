package dev.moat.step;

import static dev.moat.step.ObservationAssert.assertThatItFound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.FakeArm;
import dev.moat.model.Fact;
import dev.moat.model.StepKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LockdownStepTest {

  private static final Task<?> TASK = World.task(StepKind.LOCKDOWN);

  private static final String NOBODY = "{\"defaultAction\":\"Allow\",\"ipRules\":[]}";
  private static final String ANYBODY =
      "{defaultAction: 'Allow', ipRules: [{action: 'Allow', value: '1.2.3.4'}]}";
  private static final String OFFICE =
      "{\"defaultAction\":\"Deny\",\"ipRules\":["
          + "{\"action\":\"Allow\",\"value\":\"10.0.0.0/8\"},"
          + "{\"action\":\"Allow\",\"value\":\"9.9.9.9\"}]}";

  private final FakeArm azure = World.azure();

  @Test
  void a_locked_registry_needs_no_proof() {
    registry().put("publicNetworkAccess", "Disabled");

    assertThat(assertThatItFound(observe()).matching().outputs())
        .containsOnlyKeys("networkRuleSet", "posture")
        .containsEntry("networkRuleSet", NOBODY);
    assertThat(azure.calls()).hasSize(1);
  }

  @Test
  void a_registry_that_was_locked_before_moat_is_remembered_as_locked() {
    lock();
    String posture = assertThatItFound(observe()).matching().outputs().get("posture");

    assertThat(FakeArm.json(posture).path("publicNetworkAccess").asText()).isEqualTo("Disabled");
  }

  @Test
  void the_posture_that_was_remembered_first_stays() {
    lock();
    Map<String, String> own = Map.of("posture", "as it was at first");

    assertThat(assertThatItFound(TASK.observe(azure, World.outputs(), own)).matching().outputs())
        .containsEntry("posture", "as it was at first");
  }

  @Test
  void a_whole_private_path_is_proved_by_five_reads_with_a_fact_for_each_piece() {
    Observation.Differs found = assertThatItFound(observe()).differing("publicNetworkAccess");

    assertThat(azure.calls())
        .extracting(FakeArm.Call::path)
        .containsExactly(
            World.REGISTRY.value(),
            World.INTERFACE.value(),
            World.record("secureacr2021.westeurope.data").value(),
            World.record("secureacr2021").value(),
            World.ZONE + "/virtualNetworkLinks");
    assertThat(found.evidence())
        .containsExactly(
            new Fact("the connection to " + World.ENDPOINT + " is Approved", World.REGISTRY),
            new Fact(
                "secureacr2021.westeurope.data.azurecr.io resolves to 10.0.1.4",
                World.record("secureacr2021.westeurope.data")),
            new Fact(
                "secureacr2021.azurecr.io resolves to 10.0.1.5", World.record("secureacr2021")),
            new Fact(World.NETWORK + " resolves names in the zone", World.LINK));
  }

  @Test
  void the_posture_before_the_lock_is_remembered() {
    Observation.Differs found = assertThatItFound(observe()).differing("publicNetworkAccess");

    assertThat(FakeArm.json(found.remember().get("posture")))
        .isEqualTo(
            FakeArm.json(
                """
                {publicNetworkAccess: 'Enabled', networkRuleBypassOptions: 'AzureServices',
                 networkRuleSet: {defaultAction: 'Allow', ipRules: []},
                 policies: {exportPolicy: {status: 'enabled'}}}
                """));
  }

  @Test
  void the_network_rules_before_the_lock_are_remembered_in_one_order() {
    registry()
        .set(
            "networkRuleSet",
            FakeArm.json(
                "{defaultAction: 'Deny', ipRules: [{value: '9.9.9.9'}, {value: '10.0.0.0/8'}]}"));

    assertThat(assertThatItFound(observe()).differing("publicNetworkAccess").remember())
        .containsEntry("networkRuleSet", OFFICE);
  }

  @Test
  void the_order_of_the_network_rules_says_nothing() {
    lock();
    registry()
        .set(
            "networkRuleSet",
            FakeArm.json(
                "{defaultAction: 'Deny', ipRules: [{value: '9.9.9.9'}, {value: '10.0.0.0/8'}]}"));

    assertThatItFound(observe(OFFICE)).matching();
  }

  @Test
  void an_added_ip_rule_is_removed_again_and_the_lock_stays() {
    lock();
    registry().set("networkRuleSet", FakeArm.json(ANYBODY));

    Observation.Differs found =
        assertThatItFound(observe(NOBODY)).differing("networkRuleSet.ipRules");
    TASK.converge(azure, World.outputs(), own(NOBODY), found);

    assertThat(found.inWords()).isEqualTo("networkRuleSet.ipRules is 1.2.3.4, not none");
    assertThat(azure.writes().get(0).method()).isEqualTo("PATCH");
    assertThat(azure.writes().get(0).body())
        .hasValue(
            FakeArm.json(
                """
                {properties: {publicNetworkAccess: 'Disabled',
                 networkRuleSet: {defaultAction: 'Allow', ipRules: []}}}
                """));
    assertThatItFound(observe(NOBODY)).matching();
  }

  @Test
  void removed_ip_rules_and_another_default_come_back_together_with_the_lock() {
    Observation.Differs found =
        assertThatItFound(observe(OFFICE))
            .differing(
                "publicNetworkAccess", "networkRuleSet.defaultAction", "networkRuleSet.ipRules");
    TASK.converge(azure, World.outputs(), own(OFFICE), found);

    assertThat(found.inWords()).contains("ipRules is none, not 10.0.0.0/8, 9.9.9.9");
    assertThat(azure.writes().get(0).body().orElseThrow().at("/properties/networkRuleSet"))
        .isEqualTo(FakeArm.json(OFFICE));
    assertThatItFound(observe(OFFICE)).matching();
  }

  @Test
  void network_rules_are_not_written_without_the_proof_either() {
    lock();
    registry().set("networkRuleSet", FakeArm.json(ANYBODY));
    azure.without(World.LINK);

    assertThatItFound(observe(NOBODY)).inProgress("not proved");
  }

  @Test
  void there_is_no_lock_without_a_proof() {
    assertThatIllegalStateException()
        .isThrownBy(() -> TASK.converge(azure, World.outputs(), new Observation.Absent()))
        .withMessageContaining("without a proof");
    assertThat(azure.writes()).isEmpty();
    assertThat(TASK.createsUnseen()).isFalse();
  }

  @Test
  void the_lock_changes_one_property_with_the_registry_to_itself() {
    TASK.converge(azure, World.outputs(), (Observation.Differs) observe());

    assertThat(azure.writes())
        .singleElement()
        .satisfies(
            write -> {
              assertThat(write.method()).isEqualTo("PATCH");
              assertThat(write.body())
                  .hasValue(FakeArm.json("{properties: {publicNetworkAccess: 'Disabled'}}"));
            });
    assertThat(TASK.exclusive()).hasValue(World.REGISTRY);
    assertThatItFound(observe()).matching();
  }

  @Test
  void all_that_is_missing_is_told_together() {
    registry().putArray("privateEndpointConnections");
    azure.without(World.record("secureacr2021.westeurope.data"));
    azure.with(World.record("secureacr2021"), World.addresses("10.0.9.9"));
    azure.without(World.LINK);

    assertThatItFound(observe())
        .inProgress(
            "the registry has no connection to " + World.ENDPOINT,
            "secureacr2021.westeurope.data.azurecr.io resolves in " + World.ZONE + " to nothing",
            "secureacr2021.azurecr.io resolves in " + World.ZONE + " to 10.0.9.9, not to 10.0.1.5",
            "no completed link to " + World.NETWORK);
  }

  @Test
  void a_connection_that_is_not_approved_is_no_path() {
    ((ObjectNode) registry().at("/privateEndpointConnections/0/properties"))
        .putObject("privateLinkServiceConnectionState")
        .put("status", "Pending");

    assertThatItFound(observe()).inProgress("is Pending");
  }

  @Test
  void a_record_with_a_second_address_is_not_exactly_right() {
    azure.with(World.record("secureacr2021"), World.addresses("10.0.1.5", "10.0.9.9"));

    assertThatItFound(observe()).inProgress("10.0.1.5, 10.0.9.9, not to 10.0.1.5");
  }

  @Test
  void a_link_that_is_not_completed_is_no_path() {
    azure.body(World.LINK).withObject("/properties").put("virtualNetworkLinkState", "InProgress");

    assertThatItFound(observe()).inProgress("no completed link");
  }

  @Test
  void members_are_told_by_name_and_both_kinds_must_be_there() {
    azure.with(World.INTERFACE, "{properties: {ipConfigurations: []}}");

    assertThatItFound(observe()).inProgress("member registry)", "member registry_data_");
  }

  @Test
  void an_address_without_a_name_proves_nothing() {
    azure.with(
        World.INTERFACE,
        """
        {properties: {ipConfigurations: [
         {properties: {privateIPAddress: '10.0.1.4', privateLinkConnectionProperties:
          {requiredMemberName: 'registry_data_westeurope', fqdns: []}}},
         {properties: {privateIPAddress: '10.0.1.5', privateLinkConnectionProperties:
          {requiredMemberName: 'registry', fqdns: ['secureacr2021.azurecr.io']}}}]}}
        """);

    assertThatItFound(observe()).inProgress("registry_data_westeurope has no name yet");
  }

  @Test
  void a_region_that_the_registry_names_and_the_endpoint_has_no_address_for_is_no_path() {
    registry()
        .putArray("dataEndpointHostNames")
        .add("Secureacr2021.WestEurope.data.azurecr.io")
        .add("secureacr2021.eastus.data.azurecr.io");

    assertThatItFound(observe())
        .inProgress(World.INTERFACE + " has no address for secureacr2021.eastus.data.azurecr.io");
  }

  @Test
  void a_login_server_that_the_endpoint_has_no_address_for_is_no_path() {
    registry().put("loginServer", "secureacr2021-h4sh.azurecr.io");

    assertThatItFound(observe()).inProgress("no address for secureacr2021-h4sh.azurecr.io");
  }

  @Test
  void regions_that_all_have_an_address_are_a_path() {
    registry().putArray("dataEndpointHostNames").add("secureacr2021.westeurope.data.azurecr.io");

    assertThatItFound(observe()).differing("publicNetworkAccess");
  }

  @Test
  void names_come_from_the_login_server_not_from_the_name_of_the_registry() {
    registry().put("loginServer", "secureacr2021-h4sh.azurecr.io");
    azure.with(
        World.INTERFACE,
        """
        {properties: {ipConfigurations: [
         {properties: {privateIPAddress: '10.0.1.4', privateLinkConnectionProperties:
          {requiredMemberName: 'registry_data_chinaeast2',
           fqdns: ['secureacr2021-h4sh.chinaeast2.data.azurecr.io']}}},
         {properties: {privateIPAddress: '10.0.1.5', privateLinkConnectionProperties:
          {requiredMemberName: 'registry', fqdns: ['secureacr2021-h4sh.azurecr.io']}}}]}}
        """);
    azure.with(World.record("secureacr2021-h4sh"), World.addresses("10.0.1.5"));
    azure.with(World.record("secureacr2021-h4sh.chinaeast2.data"), World.addresses("10.0.1.4"));

    assertThatItFound(observe()).differing("publicNetworkAccess");
  }

  @Test
  void a_name_that_the_zone_is_not_for_proves_nothing() {
    azure.body(World.INTERFACE).withObject("/properties").withArray("ipConfigurations").remove(1);
    azure
        .body(World.INTERFACE)
        .withObject("/properties")
        .withArray("ipConfigurations")
        .add(
            FakeArm.json(
                """
                {properties: {privateIPAddress: '10.0.1.5', privateLinkConnectionProperties:
                 {requiredMemberName: 'registry', fqdns: ['secureacr2021.azurecr.cn']}}}
                """));

    assertThatItFound(observe()).inProgress("secureacr2021.azurecr.cn resolves in", "to nothing");
  }

  @Test
  void without_the_endpoints_output_the_interface_is_asked_of_the_endpoint() {
    assertThatItFound(TASK.observe(azure, Map.of())).differing("publicNetworkAccess");
    assertThat(azure.calls()).hasSize(6);
  }

  @Test
  void an_endpoint_that_is_gone_is_no_path() {
    azure.without(World.ENDPOINT).without(World.INTERFACE);

    assertThatItFound(TASK.observe(azure, Map.of())).inProgress("has no network interface");
  }

  @Test
  void a_registry_in_change_is_waited_for_and_a_missing_one_is_for_people() {
    registry().put("provisioningState", "Updating");
    assertThatItFound(observe()).inProgress("Updating");

    azure.without(World.REGISTRY);
    assertThatItFound(observe()).blocked("RegistryNotFound");
  }

  private void lock() {
    registry().put("publicNetworkAccess", "Disabled");
  }

  private Observation observe(String remembered) {
    return TASK.observe(azure, World.outputs(), own(remembered));
  }

  private static Map<String, String> own(String networkRuleSet) {
    return Map.of("networkRuleSet", networkRuleSet);
  }

  private Observation observe() {
    return World.observe(azure, StepKind.LOCKDOWN);
  }

  private ObjectNode registry() {
    return azure.body(World.REGISTRY).withObject("/properties");
  }
}
