package dev.moat.step;

import static dev.moat.step.ObservationAssert.assertThatItFound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.FakeArm;
import dev.moat.model.StepKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DnsZoneStepTest {

  private static final Task<?> TASK = World.task(StepKind.DNS_ZONE);

  private final FakeArm azure = World.azure();

  @Test
  void a_zone_that_is_there_is_as_wanted() {
    assertThatItFound(observe()).matching();
  }

  @Test
  void a_missing_zone_is_created_globally_and_alone() {
    azure.without(World.ZONE);

    assertThatItFound(observe()).absent();
    TASK.converge(azure, Map.of(), new Observation.Absent());

    assertThat(azure.writes().get(0).body()).hasValue(FakeArm.json("{location: 'global'}"));
    assertThat(TASK.exclusive()).hasValue(World.ZONE);
  }

  @Test
  void a_failed_zone_is_put_again_with_its_tags() {
    azure.body(World.ZONE).withObject("/properties").put("provisioningState", "Failed");

    TASK.converge(azure, Map.of(), assertThatItFound(observe()).differing("provisioningState"));

    assertThat(azure.writes().get(0))
        .satisfies(
            write -> {
              assertThat(write.body())
                  .hasValue(FakeArm.json("{location: 'global', tags: {team: 'dns'}}"));
              assertThat(write.ifMatch()).hasValue("z");
            });
  }

  @Test
  void a_zone_in_change_is_waited_for() {
    azure.body(World.ZONE).withObject("/properties").put("provisioningState", "Creating");

    assertThatItFound(observe()).inProgress("Creating");
  }

  private Observation observe() {
    return World.observe(azure, StepKind.DNS_ZONE);
  }
}
