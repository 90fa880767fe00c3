package dev.moat.endtoend;

import static dev.moat.endtoend.Scenario.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.StepKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What no event tells of is found by the sweep. */
class SweepIT {

  @RegisterExtension
  static final MoatExtension MOAT =
      MoatExtension.instant()
          .withShortBursts()
          .with("SWEEP_INTERVAL", "PT8S")
          .with("SWEEP_SETUPS_SCHEDULE", "*/1 * * * * *");

  @Test
  void change_whose_event_is_lost_is_found_and_repaired() {
    SampleRequest request = SampleRequest.fresh("unheard");
    MOAT.post(request).awaitSuccess(1);
    Person alice = Person.alice(MOAT.arm());
    Scenario scenario = Scenario.on(MOAT, request);
    MOAT.arm().disturbEvents("{\"drop\": 1}");

    alice.openToThePublic(request.registry());
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
