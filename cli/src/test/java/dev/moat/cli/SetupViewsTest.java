package dev.moat.cli;

import static dev.moat.cli.Records.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.cli.screen.StepView;
import dev.moat.model.Drift;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepDraft;
import dev.moat.model.StepError;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SetupViewsTest {

  @Test
  void steps_come_in_the_order_of_the_plan() {
    List<StepView> views = SetupViews.before(Records.REQUEST, ACCEPTED);

    assertThat(views).extracting(StepView::name).startsWith("preflight").endsWith("lockdown");
    assertThat(views).extracting(StepView::status).containsOnly(StepStatus.PENDING);
  }

  @Test
  void a_pending_step_waits_for_its_unfinished_prerequisites() {
    assertThat(SetupViews.before(Records.REQUEST, ACCEPTED))
        .filteredOn(view -> view.name().equals("zone-group"))
        .extracting(StepView::note)
        .containsExactly("dns-zone, endpoint");
    assertThat(view("zone-group", "dns-zone", step -> step.status(StepStatus.SUCCEEDED)).note())
        .isEqualTo("endpoint");
  }

  @Test
  void a_step_that_has_not_ended_has_taken_until_now() {
    StepView view =
        view(
            "endpoint",
            "endpoint",
            step -> step.status(StepStatus.QUEUED).startedAt(Optional.of(ACCEPTED)));

    assertThat(view.time()).contains(Duration.ofSeconds(9));
  }

  @Test
  void a_step_that_has_ended_has_taken_until_its_end() {
    StepView view =
        view(
            "endpoint",
            "endpoint",
            step ->
                step.status(StepStatus.SUCCEEDED)
                    .startedAt(Optional.of(ACCEPTED))
                    .finishedAt(Optional.of(ACCEPTED.plusSeconds(2))));

    assertThat(view.time()).contains(Duration.ofSeconds(2));
  }

  @Test
  void a_parked_step_says_what_it_waits_for_in_short() {
    StepView view =
        view(
            "lockdown",
            "lockdown",
            step ->
                step.status(StepStatus.PARKED)
                    .waitingFor(
                        "the registry has no connection to "
                            + Records.REQUEST.privateEndpoint().id()));

    assertThat(view.note())
        .isEqualTo("the registry has no connection to privateEndpoints/secureacr-pe");
  }

  @Test
  void a_failed_step_names_its_error() {
    StepView view =
        view(
            "registry",
            "registry",
            step ->
                step.status(StepStatus.FAILED)
                    .error(Optional.of(new StepError("Forbidden", "It may not", "Allow it"))));

    assertThat(view.note()).isEqualTo("Forbidden");
  }

  @Test
  void a_drifted_step_says_what_differs() {
    StepView view =
        view(
            "lockdown",
            "lockdown",
            step ->
                step.status(StepStatus.DRIFTED)
                    .drifts(List.of(Records.drift(Drift.Response.REPORTED))));

    assertThat(view.note()).isEqualTo("publicNetworkAccess is Enabled, not Disabled");
  }

  @Test
  void a_step_that_is_to_look_again_takes_no_time_yet() {
    StepView view = view("lockdown", "lockdown", step -> step.startedAt(Optional.of(ACCEPTED)));

    assertThat(view.status()).isEqualTo(StepStatus.PENDING);
    assertThat(view.time()).isEmpty();
  }

  @Test
  void of_a_check_only_the_steps_are_shown_that_were_opened_since_the_end() {
    Instant ended = ACCEPTED.plusSeconds(5);
    SetupState state = allSucceeded("lockdown", ended.plusSeconds(1));

    assertThat(SetupViews.ofCheck(state, ended, ended.plusSeconds(9)))
        .extracting(StepView::name)
        .containsExactly("lockdown");
  }

  private static SetupState allSucceeded(String called, Instant calledAt) {
    SetupState state = Records.state(1, SetupStatus.CHECKING);
    Map<StepName, Versioned<StepRecord>> steps = new TreeMap<>();
    state
        .steps()
        .forEach(
            (name, step) ->
                steps.put(
                    name,
                    new Versioned<>(
                        step.value()
                            .change()
                            .status(StepStatus.SUCCEEDED)
                            .startedAt(
                                Optional.of(name.value().equals(called) ? calledAt : ACCEPTED))
                            .record(),
                        "2")));
    return new SetupState(state.setup(), steps, List.of(), List.of());
  }

  private static StepView view(String shown, String changed, UnaryOperator<StepDraft> change) {
    return SetupViews.of(
            Records.state(1, SetupStatus.RUNNING, changed, change), ACCEPTED.plusSeconds(9))
        .stream()
        .filter(view -> view.name().equals(shown))
        .findFirst()
        .orElseThrow();
  }
}
