package dev.moat.endtoend;

import static dev.moat.endtoend.Scenario.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.StepKind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What no event tells of is found by the sweep. */
class SweepIT {

  /** Only when it is called: else the next look might have begun when the first is judged. */
  private static final String NEVER = "0 0 0 1 1 *";

  @RegisterExtension
  static final MoatExtension MOAT =
      MoatExtension.instant()
          .withShortBursts()
          .with("SWEEP_INTERVAL", "PT1S")
          .with("SWEEP_SETUPS_SCHEDULE", NEVER);

  @Test
  void change_whose_event_is_lost_is_found_and_repaired() {
    SampleRequest request = SampleRequest.fresh("unheard");
    MOAT.post(request).awaitSuccess(1);
    Person alice = Person.alice(MOAT.arm());
    Scenario scenario = Scenario.on(MOAT, request);
    MOAT.arm().disturbEvents("{\"drop\": 1}");

    alice.openToThePublic(request.registry());
    Await.until(
        "the setup to be swept",
        Duration.ofSeconds(60),
        () -> {
          MOAT.runFunction("SweepSetups");
          return MOAT.invocations("CheckDrift") > 0 ? Optional.of(true) : Optional.empty();
        },
        () -> scenario.setup().description());
    scenario.awaitRepaired();

    assertThat(MOAT.arm().eventCounts().path("dropped").asInt()).isOne();
    assertThat(alice.publicAccess(request.registry())).isEqualTo("Disabled");
    scenario.assertRepairedBy(write("PATCH", request.registry()));
    assertThat(scenario.lastDrift(StepKind.LOCKDOWN).cause()).isEmpty();
    assertThat(scenario.line("LockdownDrifted").text())
        .contains("publicNetworkAccess is Enabled, not Disabled")
        .contains("No event tells who did it: Azure's activity log may.");
  }
}
