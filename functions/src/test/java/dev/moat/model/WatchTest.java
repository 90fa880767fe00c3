package dev.moat.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.Watch.Reach;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchTest {

  private static final ResourceId GROUP = new ResourceId("/subscriptions/s/resourceGroups/g");
  private static final ResourceId ZONE =
      GROUP.extension("Microsoft.Network", "privateDnsZones", "privatelink.azurecr.io");
  private static final ResourceId ENDPOINT =
      GROUP.extension("Microsoft.Network", "privateEndpoints", "pe");

  @Test
  void a_resource_by_itself_is_touched_by_its_own_changes_in_any_case() {
    Watch watch = watch(ENDPOINT, Reach.ITSELF);

    assertThat(watch.isTouchedBy(write(ENDPOINT))).isTrue();
    assertThat(watch.isTouchedBy(write(new ResourceId(ENDPOINT.value().toUpperCase())))).isTrue();
    assertThat(watch.isTouchedBy(write(ENDPOINT.child("privateDnsZoneGroups", "g")))).isFalse();
    assertThat(watch.isTouchedBy(write(GROUP))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Microsoft.Resources/subscriptions/resourceGroups/delete", "A/b/DELETE"})
  void the_removal_of_what_it_lies_in_takes_it_along(String operation) {
    for (Reach reach : Reach.values()) {
      assertThat(watch(ENDPOINT, reach).isTouchedBy(change(GROUP, operation))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"resourceGroups/moveResources/action", "RESOURCEGROUPS/MOVERESOURCES/ACTION"})
  void what_was_moved_out_of_the_group_may_be_it(String operation) {
    ResourceChange move = change(GROUP, "Microsoft.Resources/subscriptions/" + operation);
    ResourceId elsewhere = new ResourceId("/subscriptions/s/resourceGroups/g2");

    for (Reach reach : Reach.values()) {
      assertThat(watch(ENDPOINT, reach).isTouchedBy(move)).isTrue();
      assertThat(watch(grantOn(elsewhere), reach).isTouchedBy(move)).isFalse();
    }
    assertThat(move.isDeletion()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"write", "validateMoveResources/action", "exportTemplate/action"})
  void what_else_is_done_to_the_group_leaves_it_as_it_was(String operation) {
    ResourceChange change =
        change(GROUP, "Microsoft.Resources/subscriptions/resourceGroups/" + operation);

    assertThat(watch(ENDPOINT, Reach.WITHIN).isTouchedBy(change)).isFalse();
  }

  @Test
  void the_removal_of_what_lies_in_it_leaves_a_resource_by_itself_as_it_was() {
    ResourceId group = ENDPOINT.child("privateDnsZoneGroups", "g");

    assertThat(watch(ENDPOINT, Reach.ITSELF).isTouchedBy(change(group, "a/delete"))).isFalse();
    assertThat(watch(ENDPOINT, Reach.WITHIN).isTouchedBy(change(group, "a/delete"))).isTrue();
  }

  @Test
  void within_a_type_of_children_each_child_counts_and_the_parent_does_not() {
    Watch watch = watch(ENDPOINT.child("privateDnsZoneGroups"), Reach.WITHIN);

    assertThat(watch.isTouchedBy(write(ENDPOINT.child("privateDnsZoneGroups", "any")))).isTrue();
    assertThat(watch.isTouchedBy(write(ENDPOINT))).isFalse();
    assertThat(watch.isTouchedBy(change(ENDPOINT, "a/delete"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"reg", "REG", "reg.westus.data", "reg.westus.geo", "reg-h4sh.westus.data"})
  void the_records_of_a_registry_go_on_after_its_name(String record) {
    assertThat(watch(ZONE.child("A", "reg"), Reach.NAMES).isTouchedBy(write(record(record))))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reg2", "re", "other", "areg", "reg.westus/x"})
  void records_of_other_names_are_not_its(String record) {
    assertThat(watch(ZONE.child("A", "reg"), Reach.NAMES).isTouchedBy(write(record(record))))
        .isFalse();
  }

  @Test
  void a_watch_stands_on_the_shelf_of_its_resource_and_of_what_it_goes_with() {
    ResourceId link = ZONE.child("virtualNetworkLinks", "link-hub");

    assertThat(watch(ZONE, Reach.ITSELF).shelves()).containsExactly(ZONE, GROUP);
    assertThat(watch(link, Reach.ITSELF).shelves()).containsExactly(link, ZONE, GROUP);
    assertThat(watch(record("reg"), Reach.NAMES).shelves())
        .containsExactly(record("reg"), ZONE, GROUP);
    assertThat(watch(ENDPOINT.child("privateDnsZoneGroups"), Reach.WITHIN).shelves())
        .containsExactly(ENDPOINT, GROUP);
  }

  @Test
  void what_lies_at_a_wider_scope_stands_there_too() {
    ResourceId subscription = new ResourceId("/subscriptions/s");
    ResourceId management = new ResourceId("/providers/Microsoft.Management/managementGroups/m");

    for (ResourceId scope : List.of(subscription, GROUP, management)) {
      assertThat(watch(grantOn(scope), Reach.ITSELF).shelves())
          .containsExactly(grantOn(scope), scope);
    }
  }

  private static ResourceId grantOn(ResourceId scope) {
    return scope.extension("Microsoft.Authorization", "roleAssignments", "a");
  }

  private static ResourceId record(String name) {
    return ZONE.child("A", name);
  }

  private static Watch watch(ResourceId resource, Reach reach) {
    return new Watch(StepName.of(StepKind.ENDPOINT), resource, reach);
  }

  private static ResourceChange write(ResourceId resource) {
    return change(resource, "Microsoft.Network/any/write");
  }

  private static ResourceChange change(ResourceId resource, String operation) {
    return new ResourceChange(resource, operation, Actor.UNKNOWN, "c", Instant.EPOCH);
  }
}
