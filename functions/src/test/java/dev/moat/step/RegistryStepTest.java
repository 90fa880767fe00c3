package dev.moat.step;

import static dev.moat.step.ObservationAssert.assertThatItFound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.FakeArm;
import dev.moat.model.Desired;
import dev.moat.model.StepKind;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryStepTest {

  private static final Task<?> TASK = World.task(StepKind.REGISTRY);

  private static final Task<?> ONLY_CHECKED =
      Steps.task(StepKind.REGISTRY, new Desired.Registry(World.REGISTRY, Optional.empty()));

  private final FakeArm azure = World.azure();

  @Test
  void a_premium_registry_is_as_wanted_and_tells_its_login_server() {
    assertThat(assertThatItFound(observe()).matching().outputs())
        .isEqualTo(Map.of("loginServer", "secureacr2021.azurecr.io"));
    assertThat(azure.calls()).hasSize(1);
  }

  @Test
  void a_registry_of_another_tier_is_refused() {
    azure.body(World.REGISTRY).withObject("/sku").put("name", "Basic");

    assertThatItFound(observe()).blocked("RegistryNotPremium", "Basic", "Premium");
  }

  @Test
  void a_missing_registry_is_created_only_when_asked() {
    azure.without(World.REGISTRY);

    assertThatItFound(observe()).absent();
    assertThatItFound(ONLY_CHECKED.observe(azure, Map.of()))
        .blocked("RegistryNotFound", World.REGISTRY.value());
  }

  @Test
  void a_registry_that_is_only_checked_is_not_reserved() {
    assertThatItFound(ONLY_CHECKED.observe(azure, Map.of())).matching();
    assertThat(ONLY_CHECKED.exclusive()).isEmpty();
  }

  @Test
  void the_registry_is_created_premium() {
    TASK.converge(azure, Map.of(), new Observation.Absent());

    assertThat(azure.writes().get(0).body().orElseThrow())
        .isEqualTo(
            FakeArm.json(
                "{location: 'westeurope', sku: {name: 'Premium'}, tags: {owner: 'moat'}}"));
    assertThat(TASK.exclusive()).hasValue(World.REGISTRY);
    assertThat(TASK.createsUnseen()).isTrue();
  }

  @Test
  void the_first_answer_tells_the_login_server_if_azure_knows_it_already() {
    assertThat(TASK.outputs(FakeArm.json("{properties: {loginServer: 'x.azurecr.io'}}")))
        .isEqualTo(Map.of("loginServer", "x.azurecr.io"));
    assertThat(TASK.outputs(FakeArm.json("{}"))).isEmpty();
  }

  @Test
  void a_registry_being_created_is_waited_for() {
    azure.body(World.REGISTRY).withObject("/properties").put("provisioningState", "Creating");

    assertThatItFound(observe()).inProgress("Creating");
  }

  @Test
  void a_broken_registry_is_not_overwritten() {
    azure.body(World.REGISTRY).withObject("/properties").put("provisioningState", "Failed");

    assertThatItFound(observe()).blocked("RegistryNotProvisioned");
  }

  private Observation observe() {
    return World.observe(azure, StepKind.REGISTRY);
  }

  @Test
  void the_registry_that_moat_made_is_known_by_when_that_was() {
    FakeArm registry = World.azure();
    registry
        .body(World.REGISTRY)
        .withObject("/properties")
        .put("creationDate", "2026-11-21T12:00:00.7654321Z");

    assertThat(World.task(StepKind.REGISTRY).outputs(registry.body(World.REGISTRY)))
        .containsEntry("madeAs", "2026-11-21T12:00:00")
        .containsEntry("foundAs", "2026-11-21T12:00:00");
    assertThat(assertThatItFound(World.observe(registry, StepKind.REGISTRY)).matching().outputs())
        .containsEntry("foundAs", "2026-11-21T12:00:00")
        .doesNotContainKey("madeAs");
  }
}
