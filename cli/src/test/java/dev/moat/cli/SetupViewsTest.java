package dev.moat.cli;

import static dev.moat.cli.Records.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.cli.screen.StepView;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepDraft;
import dev.moat.model.StepError;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    StepView view = view("endpoint", "endpoint", step -> step.startedAt(Optional.of(ACCEPTED)));

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

  private static StepView view(String shown, String changed, UnaryOperator<StepDraft> change) {
    return SetupViews.of(
            Records.state(1, SetupStatus.RUNNING, changed, change), ACCEPTED.plusSeconds(9))
        .stream()
        .filter(view -> view.name().equals(shown))
        .findFirst()
        .orElseThrow();
  }
}
