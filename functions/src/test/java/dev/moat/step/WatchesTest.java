package dev.moat.step;

import static dev.moat.model.StepKind.DNS_ZONE;
import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.IDENTITY_GRANT;
import static dev.moat.model.StepKind.LINK;
import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.PREFLIGHT;
import static dev.moat.model.StepKind.REGISTRY;
import static dev.moat.model.StepKind.SUBNET;
import static dev.moat.model.StepKind.VIRTUAL_NETWORK;
import static dev.moat.model.StepKind.ZONE_GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.FakeArm;
import dev.moat.model.Actor;
import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.Watch;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which steps look again after a change, and what a look costs. */
class WatchesTest {

  /** A change, and the steps that are to look again. */
  private record Case(ResourceId changed, String verb, Set<StepKind> concerned) {}

  private static Case written(ResourceId changed, StepKind... concerned) {
    return new Case(changed, "write", Set.of(concerned));
  }

  private static Case deleted(ResourceId changed, StepKind... concerned) {
    return new Case(changed, "delete", Set.of(concerned));
  }

  static List<Case> changes() {
    ResourceId connection = World.CONNECTION;
    ResourceId group = new ResourceId(World.GROUP);
    return List.of(
        written(World.REGISTRY, REGISTRY, LOCKDOWN),
        deleted(World.REGISTRY, REGISTRY, ENDPOINT, ZONE_GROUP, IDENTITY_GRANT, LOCKDOWN),
        written(connection, ENDPOINT),
        deleted(connection, ENDPOINT),
        written(World.REGISTRY.child("replications", "eastus"), ZONE_GROUP),
        written(World.ENDPOINT, ENDPOINT),
        deleted(World.ENDPOINT, ENDPOINT, ZONE_GROUP),
        deleted(World.ZONE_GROUP, ZONE_GROUP),
        written(World.ENDPOINT.child("privateDnsZoneGroups", "deployedByPolicy"), ZONE_GROUP),
        deleted(World.record("secureacr2021"), ZONE_GROUP),
        written(World.record("secureacr2021.westeurope.data"), ZONE_GROUP),
        written(World.record("secureacr2022")),
        written(World.ZONE, DNS_ZONE),
        deleted(World.ZONE, DNS_ZONE, LINK, ZONE_GROUP),
        deleted(World.LINK, LINK),
        written(World.ZONE.child("virtualNetworkLinks", "other")),
        written(World.NETWORK, VIRTUAL_NETWORK, SUBNET),
        deleted(World.NETWORK, VIRTUAL_NETWORK, SUBNET),
        deleted(World.SUBNET, SUBNET),
        written(World.NETWORK.child("subnets", "other")),
        deleted(World.GRANT, IDENTITY_GRANT),
        written(World.REGISTRY.extension("Microsoft.Authorization", "roleAssignments", "other")),
        written(World.INTERFACE),
        written(group),
        new Case(group, "delete", allBut(PREFLIGHT)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void the_steps_that_would_see_the_change_look_again(Case each) {
    assertThat(concernedBy(each.changed(), each.verb(), Map.of())).isEqualTo(each.concerned());
  }

  @Test
  void what_was_adopted_is_watched_besides_what_moat_would_make() {
    ResourceId link = World.ZONE.child("virtualNetworkLinks", "hub");
    ResourceId grant =
        new ResourceId("/subscriptions/s1")
            .extension("Microsoft.Authorization", "roleAssignments", "wide");
    Map<String, String> adopted = Map.of("link", link.value(), "roleAssignment", grant.value());

    assertThat(concernedBy(link, "delete", adopted)).containsExactly(LINK);
    assertThat(concernedBy(World.LINK, "write", adopted)).containsExactly(LINK);
    assertThat(concernedBy(grant, "delete", adopted)).containsExactly(IDENTITY_GRANT);
    assertThat(concernedBy(World.GRANT, "write", adopted)).containsExactly(IDENTITY_GRANT);
    assertThat(concernedBy(grant, "delete", Map.of())).isEmpty();
  }

  @Test
  void what_is_ours_is_watched_once() {
    assertThat(World.task(LINK).watches(Map.of("link", World.LINK.value())))
        .containsExactly(Watched.itself(World.LINK));
  }

  @ParameterizedTest
  @EnumSource(StepKind.class)
  void a_look_at_what_is_in_place_makes_the_reads_it_says(StepKind kind) {
    FakeArm azure = World.azure();
    azure.body(World.REGISTRY).withObject("/properties").put("publicNetworkAccess", "Disabled");

    assertThat(World.observe(azure, kind)).isInstanceOf(Observation.Matches.class);
    int reads = World.task(kind).reads();
    assertThat(azure.calls()).hasSize(kind == IDENTITY_GRANT ? reads - 1 : reads);
  }

  @Test
  void the_second_read_of_a_grant_is_for_one_of_another_name() {
    FakeArm azure = World.azure();
    String body = azure.body(World.GRANT).toString();
    azure
        .without(World.GRANT)
        .withListed(World.REGISTRY + "/providers/Microsoft.Authorization/roleAssignments", body);

    assertThat(World.observe(azure, IDENTITY_GRANT)).isInstanceOf(Observation.Matches.class);
    assertThat(azure.calls()).hasSize(World.task(IDENTITY_GRANT).reads());
  }

  private static Set<StepKind> concernedBy(
      ResourceId changed, String verb, Map<String, String> own) {
    ResourceChange change =
        new ResourceChange(changed, "Any.Provider/type/" + verb, Actor.UNKNOWN, "c", Instant.EPOCH);
    return Arrays.stream(StepKind.values())
        .filter(kind -> watches(kind, own).anyMatch(watch -> watch.isTouchedBy(change)))
        .collect(Collectors.toSet());
  }

  private static Stream<Watch> watches(StepKind kind, Map<String, String> own) {
    return World.task(kind).watches(own).stream()
        .map(each -> new Watch(StepName.of(kind), each.resource(), each.reach()));
  }

  private static Set<StepKind> allBut(StepKind one) {
    return Arrays.stream(StepKind.values()).filter(kind -> kind != one).collect(Collectors.toSet());
  }
}
