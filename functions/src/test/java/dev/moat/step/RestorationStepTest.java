package dev.moat.step;

import static dev.moat.step.ObservationAssert.assertThatItFound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.FakeArm;
import dev.moat.model.Desired;
import dev.moat.model.StepKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestorationStepTest {

  private static final Task<?> TASK =
      Steps.task(StepKind.LOCKDOWN, new Desired.Restoration(World.REGISTRY));

  private static final String OPEN =
      """
      {publicNetworkAccess: 'Enabled', networkRuleBypassOptions: 'AzureServices',
       networkRuleSet: {defaultAction: 'Deny', ipRules: [{action: 'Allow', value: '9.9.9.9'}]},
       policies: {exportPolicy: {status: 'enabled'}}}
      """;

  private final FakeArm azure = World.azure();

  @Test
  void a_registry_that_moat_never_locked_is_left_as_it_is_unread() {
    lock();

    assertThatItFound(TASK.observe(azure, Map.of())).matching();
    assertThat(azure.calls()).isEmpty();
  }

  @Test
  void a_registry_that_is_gone_has_nothing_to_bring_back() {
    azure.without(World.REGISTRY);

    assertThatItFound(observe(OPEN)).matching();
  }

  @Test
  void a_registry_that_is_as_it_was_needs_no_change() {
    registry().setAll(FakeArm.json(OPEN));

    assertThatItFound(observe(OPEN)).matching();
    assertThat(azure.calls()).hasSize(1);
  }

  @Test
  void access_and_rules_come_back_in_one_change() {
    lock();
    Observation.Differs found =
        assertThatItFound(observe(OPEN))
            .differing(
                "publicNetworkAccess", "networkRuleSet.defaultAction", "networkRuleSet.ipRules");

    TASK.converge(azure, Map.of(), own(OPEN), found);

    assertThat(azure.writes()).hasSize(1);
    assertThat(azure.writes().get(0).method()).isEqualTo("PATCH");
    assertThat(sent())
        .isEqualTo(
            FakeArm.json(
                """
                {properties: {publicNetworkAccess: 'Enabled', networkRuleSet: {
                 defaultAction: 'Deny', ipRules: [{action: 'Allow', value: '9.9.9.9'}]}}}
                """));
    assertThatItFound(observe(OPEN)).matching();
  }

  @Test
  void export_that_somebody_switched_off_comes_back_with_public_access_or_azure_would_refuse() {
    lock();
    export("disabled");
    Observation.Differs found = (Observation.Differs) observe(OPEN);

    TASK.converge(azure, Map.of(), own(OPEN), found);

    assertThat(found.inWords()).contains("policies.exportPolicy.status is disabled, not enabled");
    assertThat(sent().at("/properties/policies/exportPolicy/status").asText()).isEqualTo("enabled");
  }

  @Test
  void what_moat_did_not_change_stays_as_somebody_made_it_since() {
    lock();
    registry().put("networkRuleBypassOptions", "None");

    TASK.converge(azure, Map.of(), own(OPEN), (Observation.Differs) observe(OPEN));

    assertThat(sent().path("properties").has("networkRuleBypassOptions")).isFalse();
    assertThat(sent().path("properties").has("policies")).isFalse();
  }

  @Test
  void a_registry_that_was_closed_before_stays_closed_and_may_keep_export_off() {
    lock();
    export("disabled");

    assertThatItFound(observe("{publicNetworkAccess: 'Disabled'}")).matching();
  }

  @Test
  void rules_that_were_not_there_are_not_written() {
    lock();

    TASK.converge(azure, Map.of(), own("{}"), (Observation.Differs) observe("{}"));

    assertThat(sent()).isEqualTo(FakeArm.json("{properties: {publicNetworkAccess: 'Enabled'}}"));
  }

  @Test
  void a_registry_in_change_is_waited_for() {
    lock();
    registry().put("provisioningState", "Updating");

    assertThatItFound(observe(OPEN)).inProgress("Updating");
  }

  @Test
  void it_has_the_registry_to_itself_and_looks_after_its_change() {
    assertThat(TASK.exclusive()).hasValue(World.REGISTRY);
    assertThat(TASK.takesSeveralChanges()).isTrue();
    assertThat(TASK.watches(own(OPEN))).isEmpty();
  }

  @Test
  void nothing_is_restored_unseen() {
    assertThat(TASK.createsUnseen()).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> TASK.converge(azure, Map.of(), own(OPEN), new Observation.Absent()))
        .withMessageContaining("without a look");
    assertThat(azure.writes()).isEmpty();
  }

  @Test
  void what_cannot_be_read_as_a_posture_is_an_error() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TASK.observe(azure, Map.of(), Map.of("posture", "{")))
        .withMessageContaining("no posture");
  }

  private void lock() {
    registry().put("publicNetworkAccess", "Disabled");
  }

  private void export(String status) {
    registry().withObject("/policies/exportPolicy").put("status", status);
  }

  private Observation observe(String posture) {
    return TASK.observe(azure, Map.of(), own(posture));
  }

  private JsonNode sent() {
    return azure.writes().get(0).body().orElseThrow();
  }

  private ObjectNode registry() {
    return azure.body(World.REGISTRY).withObject("/properties");
  }

  private static Map<String, String> own(String posture) {
    return Map.of("posture", FakeArm.json(posture).toString());
  }
}
