package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.arm.ArmException;
import dev.moat.arm.FakeArm;
import dev.moat.engine.ForecastStep.Action;
import dev.moat.model.Desired;
import dev.moat.model.Difference;
import dev.moat.model.Intent;
import dev.moat.model.SetupRequest.ManualApproval;
import dev.moat.model.SetupRequest.PrivateEndpoint;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.plan.PlannedStep;
import dev.moat.step.Observation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from one look at one step. */
class ForesightTest {

  @ParameterizedTest
  @CsvSource({
    "true, Moat approves its connection then.",
    "false, Its connection waits then until the registry's owner or an operator approves it."
  })
  void of_an_endpoint_that_is_to_be_approved_by_hand_it_is_told_by_whom(
      boolean byMoat, String note) {
    ForecastStep step = endpoint(approvedBy(byMoat)).on(new Observation.Absent());

    assertThat(step.action()).isEqualTo(Action.CREATED);
    assertThat(step.note()).hasValue(note);
  }

  @Test
  void an_endpoint_that_azure_approves_by_itself_needs_no_word() {
    assertThat(endpoint(Optional.empty()).on(new Observation.Absent()).note()).isEmpty();
  }

  @Test
  void an_endpoint_whose_connection_awaits_approval_is_there_already() {
    ForecastStep step =
        endpoint(approvedBy(false))
            .on(new Observation.AwaitsApproval(SampleRequest.REGISTRY, "It is Pending."));

    assertThat(step.action()).isEqualTo(Action.ADOPTED);
    assertThat(step.note()).hasValue("It is Pending.");
  }

  @Test
  void an_endpoint_that_does_not_show_yet_what_the_registry_decided_is_not_foreseen() {
    Difference rejected = new Difference("status", "Approved", "Rejected");

    ForecastStep step =
        endpoint(Optional.empty())
            .on(new Observation.InProgress("It is Rejected.", List.of(rejected)));

    assertThat(step.action()).isEqualTo(Action.UNKNOWN);
    assertThat(step.error()).map(StepError::message).hasValue("It is Rejected.");
  }

  @Test
  void what_moat_was_about_to_create_is_of_moat() {
    StepRecord record =
        StepRecord.pending(StepName.of(StepKind.ENDPOINT), 1)
            .change()
            .intent(Intent.CREATE)
            .record();

    ForecastStep step =
        new Foresight(planned(Optional.empty()), Optional.of(record)).on(new Observation.Matches());

    assertThat(step.action()).isEqualTo(Action.UNCHANGED);
  }

  @Test
  void what_the_preflight_could_not_look_at_is_told() {
    PlannedStep preflight =
        new PlannedStep(
            StepName.of(StepKind.PREFLIGHT), new Desired.DnsZone(SampleRequest.ZONE), Set.of());

    ForecastStep step =
        new Foresight(preflight, Optional.empty())
            .on(new Observation.Matches(Map.of("absent", "", "unchecked", "one\ntwo")));

    assertThat(step.action()).isEqualTo(Action.UNCHANGED);
    assertThat(step.note()).hasValue("Could not be looked at: one; two");
  }

  @Test
  void an_answer_that_never_came_has_a_name_and_an_advice() {
    ForecastStep step =
        endpoint(Optional.empty()).on(new ArmException("GET", FakeArm.error(0, "")));

    assertThat(step.action()).isEqualTo(Action.UNKNOWN);
    assertThat(step.error()).map(StepError::code).hasValue("Status0");
    assertThat(step.error())
        .map(StepError::advice)
        .hasValue("Ask for the plan again in 30 seconds.");
  }

  @Test
  void a_request_removes_nothing() {
    Foresight endpoint = endpoint(Optional.empty());

    assertThatThrownBy(() -> endpoint.on(new Observation.Unwanted()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("endpoint");
  }

  private static Foresight endpoint(Optional<ManualApproval> approval) {
    return new Foresight(planned(approval), Optional.empty());
  }

  private static PlannedStep planned(Optional<ManualApproval> approval) {
    PrivateEndpoint asked = SampleRequest.REQUEST.privateEndpoint();
    PrivateEndpoint wanted =
        new PrivateEndpoint(
            asked.id(),
            asked.location(),
            asked.subnet(),
            asked.connectionName(),
            asked.zoneGroupName(),
            approval);
    return new PlannedStep(
        StepName.of(StepKind.ENDPOINT),
        new Desired.Endpoint(wanted, SampleRequest.REGISTRY),
        Set.of());
  }

  private static Optional<ManualApproval> approvedBy(boolean moat) {
    return Optional.of(new ManualApproval(Optional.empty(), moat));
  }
}
