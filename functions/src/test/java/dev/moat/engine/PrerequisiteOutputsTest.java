package dev.moat.engine;

import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.IDENTITY_GRANT;
import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.REGISTRY;
import static dev.moat.model.StepKind.SUBNET;
import static dev.moat.model.StepKind.ZONE_GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.StepKind;
import dev.moat.plan.Plans;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrerequisiteOutputsTest {

  private final World world = World.withSetup();

  @Test
  void a_step_sees_what_all_steps_before_it_found_out() {
    world.record(ENDPOINT, step -> step.outputs(Map.of("networkInterface", "/nic")));
    world.record(REGISTRY, step -> step.outputs(Map.of("loginServer", "a.azurecr.io")));

    assertThat(outputs(LOCKDOWN))
        .containsEntry(ENDPOINT, Map.of("networkInterface", "/nic"))
        .containsEntry(REGISTRY, Map.of("loginServer", "a.azurecr.io"));
  }

  @Test
  void a_step_does_not_see_itself_and_what_comes_after_it() {
    assertThat(outputs(ENDPOINT)).containsKey(SUBNET).doesNotContainKeys(ENDPOINT, ZONE_GROUP);
  }

  @Test
  void of_several_steps_of_a_kind_none_is_seen() {
    assertThat(outputs(LOCKDOWN)).containsKey(IDENTITY_GRANT);

    world.take(twoRoles());

    assertThat(outputs(LOCKDOWN)).doesNotContainKey(IDENTITY_GRANT).containsKey(ENDPOINT);
  }

  private static String twoRoles() {
    String role = "\"roleAssignments\": [";
    String second =
        """
        {"role": "AcrPull", "principalType": "ServicePrincipal",
         "principalId": "00000000-0000-0000-0000-0000000000a2"},""";
    return SampleRequest.again("secureacr-2").replace(role, role + second);
  }

  private Map<StepKind, Map<String, String>> outputs(StepKind kind) {
    return PrerequisiteOutputs.of(
        World.name(kind), Plans.of(world.setup().request()), world.state());
  }
}
