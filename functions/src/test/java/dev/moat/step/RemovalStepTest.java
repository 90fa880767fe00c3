package dev.moat.step;

import static dev.moat.step.ObservationAssert.assertThatItFound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.FakeArm;
import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemovalStepTest {

  private static final ResourceId OTHER_NIC =
      new ResourceId(World.NETWORKING + "networkInterfaces/vm-nic/ipConfigurations/ip1");

  private final FakeArm azure = World.azure();

  @ParameterizedTest
  @EnumSource(
      value = StepKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PREFLIGHT", "LOCKDOWN"})
  void what_is_there_and_used_by_nobody_is_removed(StepKind kind) {
    unused();
    if (kind == StepKind.DNS_ZONE) {
      azure.without(World.LINK);
    }
    Task<?> task = removal(kind);

    Observation found = task.observe(azure, Map.of());
    assertThat(found).isInstanceOf(Observation.Unwanted.class);
    task.converge(azure, Map.of(), (Observation.NeedsChange) found);

    assertThat(azure.writes())
        .singleElement()
        .satisfies(
            write -> {
              assertThat(write.method()).isEqualTo("DELETE");
              assertThat(write.path()).isEqualTo(World.desired(kind).resource().value());
            });
    assertThat(azure.writes().get(0).apiVersion()).isEqualTo(azure.reads().get(0).apiVersion());
    assertThatItFound(task.observe(azure, Map.of())).matching();
  }

  @ParameterizedTest
  @EnumSource(
      value = StepKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PREFLIGHT", "LOCKDOWN"})
  void nothing_is_removed_on_the_word_of_an_earlier_look(StepKind kind) {
    assertThat(removal(kind).createsUnseen()).isFalse();
    assertThat(removal(kind).step().kind()).isEqualTo(kind);
    assertThatIllegalStateException()
        .isThrownBy(() -> removal(kind).converge(azure, Map.of(), new Observation.Absent()))
        .withMessageContaining("without a look");
    assertThat(azure.writes()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = StepKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PREFLIGHT", "LOCKDOWN"})
  void a_removal_reserves_what_the_creation_reserves(StepKind kind) {
    assertThat(removal(kind).exclusive()).isEqualTo(World.task(kind).exclusive());
  }

  @ParameterizedTest
  @EnumSource(
      value = StepKind.class,
      names = {"PREFLIGHT", "LOCKDOWN"})
  void what_creates_nothing_has_nothing_to_remove(StepKind kind) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> removal(kind))
        .withMessageContaining("creates nothing");
  }

  @ParameterizedTest
  @EnumSource(
      value = StepKind.class,
      names = {"VIRTUAL_NETWORK", "SUBNET", "DNS_ZONE", "LINK", "ENDPOINT", "REGISTRY"})
  void what_azure_is_changing_is_waited_for(StepKind kind) {
    unused();
    properties(World.desired(kind).resource()).put("provisioningState", "Updating");

    assertThatItFound(observe(kind)).inProgress("Updating");
  }

  @ParameterizedTest
  @CsvSource({
    "VIRTUAL_NETWORK, resourceGuid, g1, g2",
    "ENDPOINT, resourceGuid, g1, g2",
    "REGISTRY, creationDate, 2026-11-21T12:00:00, 2026-11-21T13:00:00.123Z"
  })
  void what_somebody_made_in_place_of_moats_is_left(
      StepKind kind, String field, String made, String found) {
    unused();
    properties(World.desired(kind).resource()).put(field, found);

    assertThat(left(kind, Map.of("madeAs", made))).contains("not the one that Moat made");
  }

  @ParameterizedTest
  @CsvSource({
    "VIRTUAL_NETWORK, resourceGuid, g1, G1",
    "ENDPOINT, resourceGuid, g1, g1",
    "REGISTRY, creationDate, 2026-11-21T12:00:00, 2026-11-21T12:00:00.123Z"
  })
  void what_moat_made_is_known_again(StepKind kind, String field, String made, String found) {
    unused();
    properties(World.desired(kind).resource()).put(field, found);

    assertThat(removal(kind).observe(azure, Map.of(), Map.of("madeAs", made)))
        .isInstanceOf(Observation.Unwanted.class);
  }

  @Test
  void a_network_with_a_subnet_is_left() {
    unused();
    properties(World.NETWORK).putArray("subnets").addObject().put("id", "/subnets/apps");

    assertThat(left(StepKind.VIRTUAL_NETWORK)).contains("is used by /subnets/apps");
  }

  @Test
  void a_network_with_a_peering_is_left() {
    unused();
    properties(World.NETWORK).putArray("virtualNetworkPeerings").addObject().put("id", "/to-hub");

    assertThat(left(StepKind.VIRTUAL_NETWORK)).contains("/to-hub");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ipConfigurations",
        "serviceAssociationLinks",
        "resourceNavigationLinks",
        "ipConfigurationProfiles"
      })
  void a_subnet_with_something_in_it_is_left(String list) {
    properties(World.SUBNET).putArray(list).addObject().put("id", OTHER_NIC.value());

    assertThat(left(StepKind.SUBNET)).contains(OTHER_NIC.value());
  }

  @Test
  void a_subnet_with_an_endpoint_of_others_is_left() {
    endpointIn(World.SUBNET);

    assertThat(left(StepKind.SUBNET)).contains(World.ENDPOINT.value());
  }

  @Test
  void a_subnet_that_an_endpoint_is_just_leaving_is_waited_for() {
    endpointIn(World.SUBNET);
    azure.without(World.ENDPOINT);

    assertThatItFound(observe(StepKind.SUBNET)).inProgress("has not taken", "privateEndpointIp");
  }

  @Test
  void a_subnet_with_an_endpoint_that_leaves_and_another_that_stays_is_left() {
    endpointIn(World.SUBNET);
    ResourceId gone = new ResourceId(World.NETWORKING + "privateEndpoints/gone");
    properties(World.SUBNET).withArray("privateEndpoints").insertObject(0).put("id", gone.value());

    assertThat(left(StepKind.SUBNET)).contains(World.ENDPOINT.value()).doesNotContain("gone");
  }

  @Test
  void a_zone_with_a_link_is_left() {
    unused();

    assertThat(left(StepKind.DNS_ZONE)).contains("is used by " + World.LINK);
  }

  @Test
  void a_link_through_which_others_resolve_names_is_left() {
    unused();
    all("A/registry2");

    assertThat(left(StepKind.LINK)).contains("A/registry2");
  }

  @Test
  void a_zone_with_records_of_other_registries_is_left_and_some_are_named() {
    unused();
    azure.without(World.LINK);
    for (int i = 1; i <= 5; i++) {
      all("A/registry" + i);
    }

    assertThat(left(StepKind.DNS_ZONE)).contains("A/registry3 and 2 more").doesNotContain("SOA");
  }

  @Test
  void a_zone_with_records_of_any_type_is_left() {
    unused();
    azure.without(World.LINK);
    all("TXT/note");

    assertThat(left(StepKind.DNS_ZONE)).contains("TXT/note");
  }

  @Test
  void nothing_of_it_is_watched() {
    assertThat(removal(StepKind.LINK).watches(Map.of("link", "/adopted"))).isEmpty();
  }

  /** All is as it is once what stood on it is removed. */
  private void unused() {
    properties(World.NETWORK).remove("subnets");
    azure.withListed(World.ZONE + "/ALL", "{id: '%s/SOA/@'}".formatted(World.ZONE));
  }

  private void all(String record) {
    azure.withListed(World.ZONE + "/ALL", "{id: '%s/%s'}".formatted(World.ZONE, record));
  }

  private void endpointIn(ResourceId subnet) {
    properties(subnet)
        .putArray("ipConfigurations")
        .addObject()
        .put("id", World.INTERFACE + "/ipConfigurations/privateEndpointIpConfig.1");
    properties(subnet).putArray("privateEndpoints").addObject().put("id", World.ENDPOINT.value());
  }

  private ObjectNode properties(ResourceId id) {
    return azure.body(id).withObject("/properties");
  }

  private Observation observe(StepKind kind) {
    return removal(kind).observe(azure, Map.of());
  }

  private String left(StepKind kind) {
    return left(kind, Map.of());
  }

  private String left(StepKind kind, Map<String, String> own) {
    Observation found = removal(kind).observe(azure, Map.of(), own);
    assertThat(found).isInstanceOf(Observation.Left.class);
    assertThat(azure.writes()).isEmpty();
    return Optional.of(found).map(Observation.Left.class::cast).orElseThrow().why();
  }

  private static Task<?> removal(StepKind kind) {
    return Steps.task(
        kind, new Desired.Removal(kind, World.desired(kind).resource(), World.REGISTRY));
  }
}
