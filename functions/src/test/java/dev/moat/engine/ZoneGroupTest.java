package dev.moat.engine;

import static dev.moat.model.StepKind.ZONE_GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.FakeArm;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepStatus;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The zone group under the engine: its records are put right one after the other. */
class ZoneGroupTest {

  private static final ResourceId API = SampleRequest.ZONE.child("A", "secureacr2021");
  private static final ResourceId DATA =
      SampleRequest.ZONE.child("A", "secureacr2021.westcentralus.data");

  private final World world = World.inWhichIsCalled(ZONE_GROUP);

  @Test
  void after_each_record_the_step_looks_again_until_all_are_right() {
    aGroupWithWrongRecords();

    world.run(ZONE_GROUP);
    world.assertThatStep(ZONE_GROUP).waitsFor("a look at what was changed").isCalledNow();
    world.assertThatStep(ZONE_GROUP).wroteOnce();
    world.queues.take();
    world.run(ZONE_GROUP);
    world.assertThatStep(ZONE_GROUP).waitsFor("a look at what was changed").isCalledNow();
    world.queues.take();
    world.run(ZONE_GROUP);

    world.assertThatStep(ZONE_GROUP).isDone().hasSpentAttempts(2).wasNotMadeByMoat();
    assertThat(world.azure.resources().writes())
        .extracting(FakeArm.Call::path)
        .containsExactlyInAnyOrder(API.value(), DATA.value());
    assertThat(address(API)).isEqualTo("10.0.1.5");
    assertThat(address(DATA)).isEqualTo("10.0.1.4");
    assertThat(world.step(ZONE_GROUP).drifts()).isEmpty();
    assertThat(world.reasons()).startsWith("ZoneGroupUpdated");
  }

  @Test
  void a_record_that_takes_azure_its_time_is_followed_by_the_other() {
    aGroupWithWrongRecords();
    world.azure.takesTime();
    world.run(ZONE_GROUP);
    world.queues.take();

    world.run(ZONE_GROUP);

    world.assertThatStep(ZONE_GROUP).waitsFor("Azure").hasSpentAttempts(2);
    assertThat(world.azure.resources().writes()).hasSize(2);
    world.queues.take();
    world.run(ZONE_GROUP);
    world.assertThatStep(ZONE_GROUP).isDone().hasSpentAttempts(2);
    assertThat(world.reasons()).startsWith("ZoneGroupUpdated");
  }

  @Test
  void a_group_that_takes_azure_its_time_is_done_without_a_look_at_its_records() {
    world.azure.takesTime();
    world.run(ZONE_GROUP);
    world.queues.take();
    int reads = world.azure.resources().reads().size();

    world.run(ZONE_GROUP);

    world.assertThatStep(ZONE_GROUP).isDone().wroteOnce().wasMadeByMoat();
    assertThat(world.azure.resources().reads()).hasSize(reads);
  }

  @Test
  void a_group_of_another_name_is_told_as_it_was_found() {
    aGroupWithWrongRecords();
    ResourceId other = SampleRequest.ENDPOINT.child("privateDnsZoneGroups", "another");
    FakeArm azure = world.azure.resources();
    azure.with(other, azure.body(SampleRequest.ZONE_GROUP).toString());
    azure.without(SampleRequest.ZONE_GROUP);
    azure.with(API, "{properties: {aRecords: [{ipv4Address: '10.0.1.5'}]}}");
    azure.with(DATA, "{properties: {aRecords: [{ipv4Address: '10.0.1.4'}]}}");

    world.run(ZONE_GROUP);

    world.assertThatStep(ZONE_GROUP).isDone().wroteNothing();
    assertThat(world.step(ZONE_GROUP).outputs())
        .containsOnly(Map.entry("zoneGroup", other.value()), Map.entry("adopted", "true"));
  }

  @Test
  void a_group_that_was_just_made_is_done_without_a_look_at_its_records() {
    world.run(ZONE_GROUP);

    world.assertThatStep(ZONE_GROUP).isDone().wroteOnce().wasMadeByMoat();
    assertThat(world.step(ZONE_GROUP).outputs())
        .containsEntry("zoneGroup", SampleRequest.ZONE_GROUP.value());
  }

  @Test
  void as_many_wrong_records_as_there_are_regions_are_put_right_in_a_first_setup() {
    aGroupWithWrongRecords();
    inRegions(world.azure.resources(), 12);
    world.run(ZONE_GROUP);

    world.settle();

    assertThat(world.step(ZONE_GROUP).status()).isEqualTo(StepStatus.SUCCEEDED);
    world.assertThatStep(ZONE_GROUP).hasSpentAttempts(12);
  }

  @Test
  void as_many_records_as_there_are_regions_are_brought_back_in_one_repair() {
    World kept = World.inWhichAllIsInPlace();
    inRegions(kept.azure.resources(), 12);
    kept.sweep();

    kept.settle();

    assertThat(kept.status()).isEqualTo(SetupStatus.SUCCEEDED);
    kept.assertThatStep(ZONE_GROUP).hasSpentAttempts(12).hasDrifted(1);
  }

  @Test
  void records_that_somebody_spoils_as_fast_as_they_are_put_right_are_given_up() {
    World kept = World.inWhichAllIsInPlace();
    FakeArm azure = kept.azure.resources();
    inRegions(azure, 3);
    int[] wrong = {0};
    kept.azure.afterWrite(() -> azure.without(region(1 + wrong[0]++ % 2)));
    kept.sweep();

    kept.settle();

    assertThat(kept.step(ZONE_GROUP).status()).isEqualTo(StepStatus.CONTESTED);
  }

  /** The endpoint has an address in so many regions, and the zone no record of any. */
  private static void inRegions(FakeArm azure, int regions) {
    String addresses =
        IntStream.range(0, regions)
            .mapToObj(
                i ->
                    """
                    {properties: {privateIPAddress: '10.0.1.%d', privateLinkConnectionProperties:
                     {requiredMemberName: '%s', fqdns: ['%s.azurecr.io']}}}
                    """
                        .formatted(
                            5 + i, i == 0 ? "registry" : "registry_data_r" + i, region(i).name()))
            .collect(Collectors.joining(","));
    azure.with(
        SampleRequest.INTERFACE, "{properties: {ipConfigurations: [%s]}}".formatted(addresses));
    IntStream.range(0, regions).forEach(i -> azure.without(region(i)));
  }

  private static ResourceId region(int i) {
    return i == 0 ? API : SampleRequest.ZONE.child("A", "secureacr2021.r" + i + ".data");
  }

  private void aGroupWithWrongRecords() {
    FakeArm azure = world.azure.resources();
    world.endpointHasAddresses();
    azure.with(
        SampleRequest.ZONE_GROUP,
        """
        {properties: {provisioningState: 'Succeeded', privateDnsZoneConfigs: [
         {name: 'zone', properties: {privateDnsZoneId: '%s'}}]}}
        """
            .formatted(SampleRequest.ZONE));
    azure.with(API, "{properties: {aRecords: [{ipv4Address: '10.9.9.9'}]}}");
    azure.with(DATA, "{properties: {aRecords: [{ipv4Address: '10.9.9.8'}]}}");
  }

  private String address(ResourceId record) {
    return world.azure.resources().body(record).at("/properties/aRecords/0/ipv4Address").asText();
  }
}
