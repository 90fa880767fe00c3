package dev.moat.engine;

import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.PREFLIGHT;
import static dev.moat.model.StepKind.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.Intent;
import dev.moat.model.ResourceId;
import dev.moat.step.PreflightStep;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AbsenceTest {

  private static final ResourceId GRANT =
      SampleRequest.REGISTRY.extension("Microsoft.Authorization", "roleAssignments", "1");

  private final World world = World.withSetup();

  @Test
  void what_the_preflight_just_saw_absent_is_known_to_be_absent() {
    thePreflightSawAbsent(SampleRequest.ENDPOINT, SampleRequest.SUBNET);

    assertThat(absence(SampleRequest.ENDPOINT).isKnown()).isTrue();
    assertThat(absence(new ResourceId(SampleRequest.SUBNET.key())).isKnown()).isTrue();
    assertThat(absence(SampleRequest.ZONE).isKnown()).isFalse();
  }

  @Test
  void after_two_minutes_the_preflight_is_not_believed_any_more() {
    thePreflightSawAbsent(SampleRequest.ENDPOINT);

    world.pass(Duration.ofSeconds(119));
    assertThat(absence(SampleRequest.ENDPOINT).isKnown()).isTrue();
    world.pass(Duration.ofSeconds(1));
    assertThat(absence(SampleRequest.ENDPOINT).isKnown()).isFalse();
  }

  @Test
  void on_a_later_turn_nothing_is_known() {
    thePreflightSawAbsent(SampleRequest.ENDPOINT);

    assertThat(laterAbsence(SampleRequest.ENDPOINT).isKnown()).isFalse();
    assertThat(laterAbsence(SampleRequest.ENDPOINT).isLikely()).isTrue();
  }

  @Test
  void what_lies_in_an_endpoint_that_was_just_made_is_known_to_be_absent() {
    made(SampleRequest.ENDPOINT);

    assertThat(absence(SampleRequest.ZONE_GROUP).isKnown()).isTrue();
    assertThat(absence(SampleRequest.ENDPOINT).isKnown()).isFalse();
    assertThat(absence(GRANT).isKnown()).isFalse();
  }

  @Test
  void what_lies_on_a_registry_that_was_just_made_is_known_to_be_absent() {
    made(SampleRequest.REGISTRY);

    assertThat(absence(GRANT).isKnown()).isTrue();
    assertThat(absence(SampleRequest.ZONE_GROUP).isKnown()).isFalse();
  }

  @Test
  void what_lies_in_an_endpoint_that_was_found_or_updated_may_be_there() {
    world.record(ENDPOINT, step -> step.intent(Intent.CREATE));
    assertThat(absence(SampleRequest.ZONE_GROUP).isKnown()).isFalse();

    world.record(ENDPOINT, step -> step.intent(Intent.UPDATE).attempt(1));
    assertThat(absence(SampleRequest.ZONE_GROUP).isKnown()).isFalse();
  }

  @Test
  void what_lies_in_an_endpoint_of_an_earlier_generation_may_be_there() {
    made(SampleRequest.ENDPOINT);
    world.take(SampleRequest.again("secureacr-2"));
    world.record(ENDPOINT, step -> step.intent(Intent.UPDATE).attempt(1));

    assertThat(absence(SampleRequest.ZONE_GROUP).isKnown()).isFalse();
  }

  @Test
  void a_setup_of_which_nothing_was_absent_is_checked_rather_than_made() {
    thePreflightSawAbsent();

    assertThat(absence(SampleRequest.SUBNET).isLikely()).isFalse();
    assertThat(absence(SampleRequest.SUBNET).isKnown()).isFalse();
  }

  private void made(ResourceId resource) {
    world.record(
        resource.equals(SampleRequest.REGISTRY) ? REGISTRY : ENDPOINT,
        step -> step.intent(Intent.CREATE).attempt(1));
  }

  private void thePreflightSawAbsent(ResourceId... absent) {
    StringBuilder lines = new StringBuilder();
    for (ResourceId id : absent) {
      lines.append(lines.isEmpty() ? "" : "\n").append(id);
    }
    world.succeeded(PREFLIGHT);
    world.record(PREFLIGHT, step -> step.outputs(Map.of(PreflightStep.ABSENT, lines.toString())));
  }

  private Absence absence(ResourceId resource) {
    return new Absence(resource, world.state(), true, world.clock.instant());
  }

  private Absence laterAbsence(ResourceId resource) {
    return new Absence(resource, world.state(), false, world.clock.instant());
  }
}
