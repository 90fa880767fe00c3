package dev.moat.endtoend;

import static dev.moat.endtoend.Scenario.gone;
import static dev.moat.endtoend.Scenario.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.ApiVersions;
import dev.moat.model.Difference;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person changes where the registry's names lead: Moat brings the private path back. */
class DriftDnsIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.instant().withShortBursts();

  private static final SampleRequest GROUP = SampleRequest.fresh("group");
  private static final SampleRequest OVERWRITTEN = SampleRequest.fresh("overwritten");
  private static final SampleRequest DELETED = SampleRequest.fresh("deleted");
  private static final SampleRequest UNLINKED = SampleRequest.fresh("unlinked");
  private static final SampleRequest REPLICATED = SampleRequest.fresh("replicated");
  private static final SampleRequest UNRECORDED = SampleRequest.fresh("unrecorded");
  private static final SampleRequest ZONE = SampleRequest.fresh("zone");

  @BeforeAll
  static void posts_them_all() {
    MOAT.postAll(GROUP, OVERWRITTEN, DELETED, UNLINKED, REPLICATED, UNRECORDED, ZONE);
  }

  @Test
  void zone_group_that_was_deleted_comes_back_with_its_records() {
    String address = address(GROUP.record());
    Scenario scenario = Scenario.on(MOAT, GROUP);

    PersonsChange change = alice().delete(GROUP.zoneGroup(), ApiVersions.NETWORK);
    scenario.awaitRepaired();

    assertThat(address(GROUP.record())).isEqualTo(address);
    scenario
        .assertRepairedBy(write("PUT", GROUP.zoneGroup()))
        .assertTold(StepKind.ZONE_GROUP, change, gone())
        .assertReadsAtMost(20);
  }

  @Test
  void record_that_was_overwritten_leads_to_the_endpoint_again() {
    String address = address(OVERWRITTEN.record());
    Scenario scenario = Scenario.on(MOAT, OVERWRITTEN);

    PersonsChange change = alice().leadTo(OVERWRITTEN.record(), "10.9.9.9");
    scenario.awaitRepaired();

    assertThat(address(OVERWRITTEN.record())).isEqualTo(address);
    scenario
        .assertRepairedBy(write("PUT", OVERWRITTEN.record()))
        .assertTold(
            StepKind.ZONE_GROUP,
            change,
            new Difference("A " + OVERWRITTEN.record().name(), address, "10.9.9.9"))
        .assertReadsAtMost(20);
  }

  @Test
  void record_that_was_deleted_comes_back() {
    String address = address(DELETED.record());
    Scenario scenario = Scenario.on(MOAT, DELETED);

    PersonsChange change = alice().delete(DELETED.record(), ApiVersions.PRIVATE_DNS);
    scenario.awaitRepaired();

    assertThat(address(DELETED.record())).isEqualTo(address);
    scenario
        .assertRepairedBy(write("PUT", DELETED.record()))
        .assertTold(
            StepKind.ZONE_GROUP,
            change,
            new Difference("A " + DELETED.record().name(), address, "nothing"))
        .assertReadsAtMost(20);
  }

  @Test
  void link_that_was_deleted_comes_back() {
    Scenario scenario = Scenario.on(MOAT, UNLINKED);

    PersonsChange change = alice().delete(UNLINKED.link(), ApiVersions.PRIVATE_DNS);
    scenario.awaitRepaired();

    assertThat(
            alice()
                .properties(UNLINKED.link(), ApiVersions.PRIVATE_DNS)
                .at("/virtualNetwork/id")
                .asText())
        .isEqualToIgnoringCase(UNLINKED.network().value());
    scenario
        .assertRepairedBy(write("PUT", UNLINKED.link()))
        .assertTold(StepKind.LINK, change, gone())
        .assertReadsAtMost(20);
  }

  @Test
  void record_of_a_replica_that_somebody_added_is_kept_too() {
    ResourceId replica = REPLICATED.registry().child("replications", "eastus");
    ResourceId data = REPLICATED.zone().child("A", REPLICATED.registry().name() + ".eastus.data");
    Scenario added = Scenario.on(MOAT, REPLICATED);
    alice().put(replica, ApiVersions.REGISTRY, "{\"location\": \"eastus\"}");
    added.awaitLine("SetupChecked");
    String address = address(data);
    assertThat(added.writes()).as("Azure's zone group wrote the record").isEmpty();

    Scenario scenario = Scenario.on(MOAT, REPLICATED);
    PersonsChange change = alice().delete(data, ApiVersions.PRIVATE_DNS);
    scenario.awaitRepaired();

    assertThat(address(data)).isEqualTo(address);
    scenario
        .assertRepairedBy(write("PUT", data))
        .assertTold(
            StepKind.ZONE_GROUP, change, new Difference("A " + data.name(), address, "nothing"))
        .assertReadsAtMost(20);
  }

  @Test
  void record_of_a_replica_is_written_where_azure_leaves_it_out() {
    ResourceId replica = UNRECORDED.registry().child("replications", "eastus");
    ResourceId data = UNRECORDED.zone().child("A", UNRECORDED.registry().name() + ".eastus.data");
    Scenario scenario = Scenario.on(MOAT, UNRECORDED);
    PersonsChange change;
    MOAT.arm().letZoneGroupsFollow(false);
    try {
      change = alice().put(replica, ApiVersions.REGISTRY, "{\"location\": \"eastus\"}");
      scenario.awaitRepaired();
    } finally {
      MOAT.arm().letZoneGroupsFollow(true);
    }

    assertThat(change.operation())
        .isEqualTo("Microsoft.ContainerRegistry/registries/replications/write");
    scenario
        .assertRepairedBy(write("PUT", data))
        .assertTold(
            StepKind.ZONE_GROUP,
            change,
            new Difference("A " + data.name(), address(data), "nothing"))
        .assertReadsAtMost(20);
  }

  @Test
  void zone_that_was_deleted_comes_back_with_its_link_and_records() {
    String address = address(ZONE.record());
    ResourceId data = ZONE.zone().child("A", ZONE.registry().name() + ".westcentralus.data");
    Scenario scenario = Scenario.on(MOAT, ZONE);
    MOAT.arm().disturbEvents("{\"hold\": true}");
    PersonsChange unlinking = alice().delete(ZONE.link(), ApiVersions.PRIVATE_DNS);
    PersonsChange deletion = alice().delete(ZONE.zone(), ApiVersions.PRIVATE_DNS);
    MOAT.arm().disturbEvents("{\"hold\": false}");
    scenario.awaitRepaired();

    assertThat(address(ZONE.record())).isEqualTo(address);
    assertThat(alice().exists(ZONE.link(), ApiVersions.PRIVATE_DNS)).isTrue();
    // A link may be looked at, and its zone not be there yet, when their events come apart.
    assertThat(scenario.acceptedWrites())
        .as(scenario.setup().description())
        .startsWith(write("PUT", ZONE.zone()))
        .containsExactlyInAnyOrder(
            write("PUT", ZONE.zone()),
            write("PUT", ZONE.link()),
            write("PUT", ZONE.record()),
            write("PUT", data));
    scenario.assertTold(StepKind.DNS_ZONE, deletion, gone()).assertReadsAtMost(60);
    assertThat(scenario.line("LinkDrifted").text())
        .containsAnyOf(unlinking.correlationId(), deletion.correlationId());
  }

  private static String address(ResourceId record) {
    return alice()
        .properties(record, ApiVersions.PRIVATE_DNS)
        .at("/aRecords/0/ipv4Address")
        .asText();
  }

  private static Person alice() {
    return Person.alice(MOAT.arm());
  }
}
