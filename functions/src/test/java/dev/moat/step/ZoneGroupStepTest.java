package dev.moat.step;

import static dev.moat.step.ObservationAssert.assertThatItFound;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.FakeArm;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZoneGroupStepTest {

  private static final Task<?> TASK = World.task(StepKind.ZONE_GROUP);
  private static final ResourceId BY_POLICY =
      World.ENDPOINT.child("privateDnsZoneGroups", "deployedByPolicy");

  private static final ResourceId DATA_RECORD = World.record("secureacr2021.westeurope.data");

  private final FakeArm azure = World.azure();

  @Test
  void a_group_with_our_zone_is_as_wanted() {
    assertThat(assertThatItFound(observe()).matching().outputs())
        .isEqualTo(Map.of("zoneGroup", World.ZONE_GROUP.value()));
    assertThat(azure.calls()).hasSize(4);
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

  @Test
  void a_missing_record_is_written_with_the_address_of_its_member() {
    azure.without(DATA_RECORD);

    Observation.Differs found =
        assertThatItFound(observe()).differing("A secureacr2021.westeurope.data");
    TASK.converge(azure, World.outputs(), found);

    assertThat(found.inWords())
        .isEqualTo("A secureacr2021.westeurope.data is nothing, not 10.0.1.4");
    assertThat(azure.writes())
        .singleElement()
        .satisfies(
            write -> {
              assertThat(write.path()).isEqualTo(DATA_RECORD.value());
              assertThat(write.apiVersion()).isEqualTo(ApiVersions.PRIVATE_DNS);
              assertThat(write.ifMatch()).isEmpty();
              assertThat(write.body())
                  .hasValue(
                      FakeArm.json(
                          "{properties: {ttl: 10, aRecords: [{ipv4Address: '10.0.1.4'}]}}"));
            });
    assertThatItFound(observe()).matching();
  }

  @Test
  void a_record_that_leads_elsewhere_is_led_back_if_it_still_is_the_one_that_was_read() {
    azure.with(
        World.record("secureacr2021"),
        """
        {etag: 'r2', type: 'Microsoft.Network/privateDnsZones/A', properties: {ttl: 3600,
         fqdn: 'secureacr2021.privatelink.azurecr.io.', isAutoRegistered: false,
         metadata: {creator: 'alice'},
         aRecords: [{ipv4Address: '10.0.1.5'}, {ipv4Address: '10.9.9.9'}]}}
        """);

    Observation.Differs found = assertThatItFound(observe()).differing("A secureacr2021");
    TASK.converge(azure, World.outputs(), found);

    assertThat(found.inWords()).isEqualTo("A secureacr2021 is 10.0.1.5, 10.9.9.9, not 10.0.1.5");
    assertThat(azure.writes().get(0).ifMatch()).hasValue("r2");
    assertThat(azure.writes().get(0).body())
        .hasValue(
            FakeArm.json(
                """
                {properties: {ttl: 10, metadata: {creator: 'alice'},
                 aRecords: [{ipv4Address: '10.0.1.5'}]}}
                """));
  }

  @Test
  void one_record_is_written_at_a_time_and_the_next_look_shows_the_other() {
    azure.without(DATA_RECORD).without(World.record("secureacr2021"));

    Observation.Differs both =
        assertThatItFound(observe())
            .differing("A secureacr2021.westeurope.data", "A secureacr2021");
    TASK.converge(azure, World.outputs(), both);
    assertThat(azure.writes()).hasSize(1);

    TASK.converge(
        azure, World.outputs(), assertThatItFound(observe()).differing("A secureacr2021"));
    assertThatItFound(observe()).matching();
  }

  @Test
  void records_of_other_registries_are_left_alone_and_cost_nothing() {
    for (int i = 0; i < 300; i++) {
      azure.with(World.record("other" + i), World.addresses("10.7.7.7"));
    }
    azure.inPagesOf(100);

    assertThatItFound(observe()).matching();
    assertThat(azure.calls()).hasSize(TASK.reads());
  }

  @Test
  void a_new_region_of_the_registry_needs_its_record() {
    azure
        .body(World.INTERFACE)
        .withObject("/properties")
        .withArray("ipConfigurations")
        .add(
            FakeArm.json(
                """
                {properties: {privateIPAddress: '10.0.1.6', privateLinkConnectionProperties: {
                 groupId: 'registry', requiredMemberName: 'registry_data_eastus',
                 fqdns: ['secureacr2021.eastus.data.azurecr.io']}}}
                """));

    assertThatItFound(observe()).differing("A secureacr2021.eastus.data");
  }

  @Test
  void a_name_that_the_zone_is_not_for_has_no_record_there() {
    azure.with(
        World.INTERFACE,
        """
        {properties: {ipConfigurations: [{properties: {privateIPAddress: '10.0.1.4',
         privateLinkConnectionProperties: {fqdns: ['secureacr2021.azurecr.cn']}}}]}}
        """);

    assertThatItFound(observe()).matching();
  }

  @Test
  void an_interface_without_names_is_waited_for() {
    azure.with(
        World.INTERFACE,
        """
        {properties: {ipConfigurations: [{properties: {privateIPAddress: '10.0.1.4',
         privateLinkConnectionProperties: {requiredMemberName: 'registry', fqdns: []}}}]}}
        """);

    assertThatItFound(observe()).inProgress("has no names yet");
  }

  @Test
  void the_interface_of_an_endpoint_that_was_made_anew_is_asked_of_the_endpoint() {
    Map<StepKind, Map<String, String>> stale =
        Map.of(
            StepKind.ENDPOINT,
            Map.of("networkInterface", World.NETWORKING + "networkInterfaces/gone"));

    assertThatItFound(TASK.observe(azure, stale)).matching();
    assertThat(azure.calls()).hasSize(6);
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
