package dev.moat.step;

import static dev.moat.step.ObservationAssert.assertThatItFound;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.FakeArm;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZoneGroupStepTest {

  private static final Task<?> TASK = World.task(StepKind.ZONE_GROUP);
  private static final ResourceId BY_POLICY =
      World.ENDPOINT.child("privateDnsZoneGroups", "deployedByPolicy");

  private final FakeArm azure = World.azure();

  @Test
  void a_group_with_our_zone_is_as_wanted() {
    assertThat(assertThatItFound(observe()).matching().outputs())
        .isEqualTo(Map.of("zoneGroup", World.ZONE_GROUP.value()));
    assertThat(azure.calls()).hasSize(1);
  }

  @Test
  void a_missing_group_is_created_with_the_zone_to_itself() {
    azure.without(World.ZONE_GROUP);

    assertThatItFound(observe()).absent();
    TASK.converge(azure, Map.of(), new Observation.Absent());

    assertThat(azure.writes().get(0).path()).isEqualTo(World.ZONE_GROUP.value());
    assertThat(azure.writes().get(0).body()).hasValue(ours());
    assertThat(TASK.exclusive()).isEmpty();
  }

  @Test
  void a_group_of_another_name_with_our_zone_is_adopted() {
    renameToPolicys();

    assertThat(assertThatItFound(observe()).matching().outputs())
        .isEqualTo(Map.of("zoneGroup", BY_POLICY.value(), "adopted", "true"));
  }

  @Test
  void a_group_with_another_zone_is_left_alone() {
    ((ObjectNode) properties().at("/privateDnsZoneConfigs/0/properties"))
        .put("privateDnsZoneId", "/subscriptions/hub/zone");

    assertThatItFound(observe()).blocked("ZoneGroupElsewhere", "/subscriptions/hub/zone");
  }

  @Test
  void an_empty_group_gets_our_zone_under_the_name_it_has() {
    renameToPolicys();
    azure.body(BY_POLICY).withObject("/properties").putArray("privateDnsZoneConfigs");

    TASK.converge(azure, Map.of(), assertThatItFound(observe()).differing("privateDnsZoneConfigs"));

    assertThat(azure.writes().get(0).path()).isEqualTo(BY_POLICY.value());
    assertThat(azure.writes().get(0).body()).hasValue(ours());
  }

  @Test
  void a_failed_group_is_put_again_with_all_its_zones() {
    properties().put("provisioningState", "Failed");
    properties()
        .withArray("privateDnsZoneConfigs")
        .add(FakeArm.json("{name: 'other', properties: {privateDnsZoneId: '/subscriptions/o'}}"));

    TASK.converge(azure, Map.of(), assertThatItFound(observe()).differing("provisioningState"));

    assertThat(azure.writes().get(0).body().orElseThrow().at("/properties/privateDnsZoneConfigs"))
        .extracting(each -> each.at("/properties/privateDnsZoneId").asText())
        .containsExactly(World.ZONE.value(), "/subscriptions/o");
    assertThat(azure.writes().get(0).ifMatch()).hasValue("g");
  }

  @Test
  void a_group_in_change_is_waited_for() {
    properties().put("provisioningState", "Updating");

    assertThatItFound(observe()).inProgress("Updating");
  }

  private void renameToPolicys() {
    String body = azure.body(World.ZONE_GROUP).toString();
    azure.without(World.ZONE_GROUP).with(BY_POLICY, body);
  }

  private static ObjectNode ours() {
    return FakeArm.json(
        """
        {properties: {privateDnsZoneConfigs: [{name: 'privatelink.azurecr.io',
         properties: {privateDnsZoneId: '%s'}}]}}
        """
            .formatted(World.ZONE));
  }

  private Observation observe() {
    return World.observe(azure, StepKind.ZONE_GROUP);
  }

  private ObjectNode properties() {
    return azure.body(World.ZONE_GROUP).withObject("/properties");
  }
}
