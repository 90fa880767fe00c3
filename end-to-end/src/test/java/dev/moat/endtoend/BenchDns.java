package dev.moat.endtoend;

import dev.moat.arm.ApiVersions;
import dev.moat.model.ResourceId;
import java.util.List;

/** A person changes where the registry's names lead, or who can ask for them. */
final class BenchDns {

  private static final String REPLICA = "eastus";

  private BenchDns() {}

  static List<BenchScenario> scenarios() {
    return List.of(
        BenchScenario.repaired(
            "record overwritten",
            setup -> setup.person().leadTo(setup.request().record(), "10.9.9.9"),
            BenchSetup::leadsToTheEndpoint),
        BenchScenario.repaired(
            "record deleted",
            setup -> delete(setup, setup.request().record()),
            BenchSetup::leadsToTheEndpoint),
        BenchScenario.repaired(
                "replica added, without a record",
                BenchDns::addReplica,
                BenchSetup::leadsToTheEndpoint)
            .eachTimeAfter(setup -> setup.person().arm().letZoneGroupsFollow(false)),
        BenchScenario.repaired(
            "link deleted", setup -> delete(setup, setup.request().link()), BenchDns::isLinked),
        BenchScenario.repaired(
            "zone group deleted",
            setup -> setup.person().delete(setup.request().zoneGroup(), ApiVersions.NETWORK),
            BenchSetup::leadsToTheEndpoint),
        BenchScenario.repaired(
            "link and zone deleted",
            setup -> setup.changeAtOnce(() -> deleteLinkAndZone(setup)),
            setup -> isLinked(setup) && setup.leadsToTheEndpoint()));
  }

  private static void addReplica(BenchSetup setup) {
    ResourceId replica = setup.request().registry().child("replications", REPLICA);
    setup.person().put(replica, ApiVersions.REGISTRY, "{\"location\": \"%s\"}".formatted(REPLICA));
  }

  private static void deleteLinkAndZone(BenchSetup setup) {
    delete(setup, setup.request().link());
    delete(setup, setup.request().zone());
  }

  private static void delete(BenchSetup setup, ResourceId resource) {
    setup.person().delete(resource, ApiVersions.PRIVATE_DNS);
  }

  private static boolean isLinked(BenchSetup setup) {
    return setup.person().find(setup.request().link(), ApiVersions.PRIVATE_DNS).isPresent();
  }
}
