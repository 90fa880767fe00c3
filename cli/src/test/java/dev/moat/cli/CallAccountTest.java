package dev.moat.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.cli.outcome.Failure;
import dev.moat.model.ResourceId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CallAccountTest {

  private static final ResourceId ZONE = id("privateDnsZones/privatelink.azurecr.io");
  private static final ResourceId REGISTRY = id("registries/secureacr2021");

  @Test
  void one_write_for_each_change_is_as_promised_in_any_order_and_spelling() {
    CallAccount calls =
        new CallAccount(
            9, List.of(REGISTRY, new ResourceId(ZONE.value().toUpperCase(Locale.ROOT)), REGISTRY));

    assertThatCode(() -> calls.requireWritesFor(List.of(ZONE, REGISTRY, REGISTRY)))
        .doesNotThrowAnyException();
  }

  @Test
  void a_write_too_many_is_a_failure() {
    CallAccount calls = new CallAccount(9, List.of(REGISTRY, REGISTRY));

    assertThatThrownBy(() -> calls.requireWritesFor(List.of(REGISTRY)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("2 writes, and 1 resources");
  }

  @Test
  void as_many_writes_to_other_resources_are_a_failure() {
    CallAccount calls = new CallAccount(9, List.of(REGISTRY));

    assertThatThrownBy(() -> calls.requireWritesFor(List.of(ZONE))).isInstanceOf(Failure.class);
  }

  private static ResourceId id(String typeAndName) {
    return new ResourceId("/subscriptions/1/resourceGroups/group/providers/Some/" + typeAndName);
  }
}
