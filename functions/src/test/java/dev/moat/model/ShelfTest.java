package dev.moat.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShelfTest {

  private static final ResourceId GROUP = new ResourceId("/subscriptions/s/resourceGroups/g");
  private static final ResourceId ZONE =
      GROUP.extension("Microsoft.Network", "privateDnsZones", "privatelink.azurecr.io");
  private static final ResourceId NETWORK =
      GROUP.extension("Microsoft.Network", "virtualNetworks", "hub");
  private static final ResourceId REGISTRY =
      GROUP.extension("Microsoft.ContainerRegistry", "registries", "reg");
  private static final ResourceId ENDPOINT =
      GROUP.extension("Microsoft.Network", "privateEndpoints", "pe");

  @Test
  void what_many_setups_may_share_has_a_shelf_of_its_own() {
    for (ResourceId shared :
        List.of(
            GROUP,
            ZONE,
            NETWORK,
            NETWORK.child("subnets", "snet-one.two"),
            ZONE.child("virtualNetworkLinks", "link-one.two"),
            grantOn(GROUP),
            grantOn(ZONE),
            grantOn(new ResourceId("/subscriptions/s")))) {
      assertThat(Shelf.of(shared)).isEqualTo(shared);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/replications",
        "/replications/westus",
        "/privateEndpointConnections/c.1",
        "/webhooks/w/providers/Microsoft.Authorization/locks/l",
        "/providers/Microsoft.Authorization/roleAssignments/a"
      })
  void what_lies_in_a_registry_or_an_endpoint_stands_with_it(String inside) {
    assertThat(Shelf.of(new ResourceId(REGISTRY + inside))).isEqualTo(REGISTRY);
    assertThat(Shelf.of(new ResourceId(ENDPOINT + inside))).isEqualTo(ENDPOINT);
    assertThat(Shelf.of(new ResourceId((REGISTRY + inside).toUpperCase(Locale.ROOT))))
        .isEqualTo(REGISTRY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reg", "Reg", "reg.westus.data", "reg-h4sh", "reg-h4sh.westus.data"})
  void records_stand_where_their_names_begin_alike(String record) {
    assertThat(Shelf.of(ZONE.child("A", record))).isEqualTo(ZONE.child("a", "reg"));
    assertThat(Shelf.of(ZONE.child("A", "reg2"))).isNotEqualTo(ZONE.child("A", "reg"));
  }

  @Test
  void names_that_look_alike_are_told_apart() {
    assertThat(Shelf.of(ENDPOINT)).isNotEqualTo(Shelf.of(new ResourceId(ENDPOINT + "2")));
    assertThat(Shelf.of(ZONE.child("AAAA", "reg.data"))).isEqualTo(ZONE.child("AAAA", "reg.data"));
  }

  private static ResourceId grantOn(ResourceId scope) {
    return scope.extension("Microsoft.Authorization", "roleAssignments", "a");
  }
}
