package dev.moat.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import dev.moat.model.StepName;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlanTest {

  @Test
  void steps_come_after_their_prerequisites() {
    Plan plan =
        new Plan(List.of(step("lockdown", "link"), step("link", "dns-zone"), step("dns-zone")));

    assertThat(plan.steps())
        .extracting(s -> s.name().value())
        .containsExactly("dns-zone", "link", "lockdown");
  }

  @Test
  void prerequisites_are_followed_to_the_first() {
    Plan plan =
        new Plan(List.of(step("lockdown", "link"), step("link", "dns-zone"), step("dns-zone")));

    assertThat(plan.allPrerequisites(new StepName("lockdown")))
        .containsExactlyInAnyOrder(new StepName("link"), new StepName("dns-zone"));
  }

  @Test
  void a_cycle_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Plan(List.of(step("link", "dns-zone"), step("dns-zone", "link"))))
        .withMessageContaining("needs itself");
  }

  @Test
  void an_edge_to_nowhere_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Plan(List.of(step("link", "dns-zone"))))
        .withMessageContaining("'dns-zone', which is not in the plan");
  }

  @Test
  void a_name_used_twice_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Plan(List.of(step("link"), step("link"))))
        .withMessageContaining("Two steps are called 'link'");
  }

  private static PlannedStep step(String name, String... prerequisites) {
    Set<StepName> before =
        Arrays.stream(prerequisites).map(StepName::new).collect(Collectors.toSet());
    return new PlannedStep(
        new StepName(name), new Desired.DnsZone(new ResourceId("/subscriptions/s")), before);
  }
}
