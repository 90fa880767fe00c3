package dev.moat.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceIdTest {

  private static final ResourceId REGISTRY =
      new ResourceId(
          "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/r");

  @ParameterizedTest
  @CsvSource({
    "/subscriptions/s/resourceGroups/g/providers/P/registries/r, /subscriptions/s/resourceGroups/g/providers/P/registries/r",
    "/subscriptions/s/resourceGroups/g/providers/P/registries/r/replications/x, /subscriptions/s/resourceGroups/g/providers/P/registries/r",
    "/subscriptions/s/resourceGroups/g/providers/P/registries/r/replications, /subscriptions/s/resourceGroups/g/providers/P/registries/r",
    "/subscriptions/s/resourceGroups/g/providers/P/zones/z/A/r.west.data, /subscriptions/s/resourceGroups/g/providers/P/zones/z",
    "/subscriptions/s/resourceGroups/g/providers/P/registries/r/providers/Microsoft.Authorization/roleAssignments/a, /subscriptions/s/resourceGroups/g/providers/P/registries/r",
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Authorization/roleAssignments/a, /subscriptions/s/resourceGroups/g",
    "/subscriptions/s/providers/microsoft.authorization/roleAssignments/a, /subscriptions/s",
    "/providers/Microsoft.Management/managementGroups/m/providers/Microsoft.Authorization/roleAssignments/a, /providers/Microsoft.Management/managementGroups/m",
    "/providers/Microsoft.Authorization/roleAssignments/a, /providers/Microsoft.Authorization/roleAssignments/a",
    "/subscriptions/s/resourceGroups/g, /subscriptions/s/resourceGroups/g",
    "/subscriptions/s, /subscriptions/s"
  })
  void every_resource_belongs_to_one_that_belongs_to_no_other(String id, String topLevel) {
    assertThat(new ResourceId(id).topLevel()).isEqualTo(new ResourceId(topLevel));
  }

  @ParameterizedTest
  @CsvSource({
    "/subscriptions/s/resourceGroups/g/providers/P/registries/r/replications/x, /subscriptions/s/resourceGroups/g",
    "/subscriptions/s/resourcegroups/g, /subscriptions/s/resourcegroups/g",
    "/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/a, /subscriptions/s",
    "/subscriptions/s, /subscriptions/s",
    "/providers/Microsoft.Management/managementGroups/m, /providers/Microsoft.Management/managementGroups/m"
  })
  void a_resource_lies_in_a_group_or_else_in_what_is_next_above(String id, String group) {
    assertThat(new ResourceId(id).resourceGroupId()).isEqualTo(new ResourceId(group));
  }

  @Test
  void the_children_of_one_type_lie_under_one_id() {
    ResourceId replications = REGISTRY.child("replications");

    assertThat(replications).hasToString(REGISTRY + "/replications");
    assertThat(REGISTRY.child("replications", "west").isAtOrUnder(replications)).isTrue();
    assertThat(REGISTRY.child("replications2", "west").isAtOrUnder(replications)).isFalse();
    assertThat(replications.isAtOrUnder(REGISTRY)).isTrue();
  }
}
