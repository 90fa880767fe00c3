package dev.moat.endtoend;

import static dev.moat.endtoend.Scenario.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.ApiVersions;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Moat does not repair, and that it says so. */
class DriftPolicyIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.instant().withShortBursts();

  private static final Difference OPEN =
      new Difference("publicNetworkAccess", "Disabled", "Enabled");

  private static final SampleRequest CONTESTED = SampleRequest.fresh("contested");
  private static final SampleRequest LOST = SampleRequest.fresh("lost");

  @BeforeAll
  static void posts_them_all() {
    MOAT.postAll(CONTESTED, LOST);
  }

  @Test
  void repair_that_is_undone_again_and_again_is_left_to_people() {
    for (int i = 0; i < 2; i++) {
      Scenario repaired = Scenario.on(MOAT, CONTESTED);
      alice().openToThePublic(CONTESTED.registry());
      repaired.awaitRepaired().assertRepairedBy(write("PATCH", CONTESTED.registry()));
    }
    Scenario contested = Scenario.on(MOAT, CONTESTED);
    PersonsChange third = alice().openToThePublic(CONTESTED.registry());
    contested.awaitLine("SetupDrifted");

    Setup setup = contested.setup();
    assertThat(contested.writes()).isEmpty();
    assertThat(setup.status()).isEqualTo(SetupStatus.DRIFTED);
    assertThat(setup.step(StepKind.LOCKDOWN).status()).isEqualTo(StepStatus.CONTESTED);
    contested.assertToldAs(StepKind.LOCKDOWN, "Contested", third, OPEN);
    assertThat(contested.line("LockdownContested").text()).contains("requestId");
    assertThat(access(CONTESTED)).isEqualTo("Enabled");

    Scenario later = Scenario.on(MOAT, CONTESTED);
    alice().tag(CONTESTED.registry(), "still open");
    later.awaitLine("SetupDrifted");
    assertThat(later.writes()).isEmpty();
    assertThat(access(CONTESTED)).isEqualTo("Enabled");

    MOAT.post(CONTESTED.requestId("contested-2")).awaitSuccess(2);
    assertThat(access(CONTESTED)).isEqualTo("Disabled");
    assertThat(later.writes()).containsExactly(write("PATCH", CONTESTED.registry()));
  }

  @Test
  void registry_that_was_deleted_is_reported_and_nothing_else_is_touched() {
    Scenario scenario = Scenario.on(MOAT, LOST);

    PersonsChange change = alice().delete(LOST.registry(), ApiVersions.REGISTRY);
    scenario.awaitLine("SetupDrifted");

    assertThat(scenario.writes()).isEmpty();
    assertThat(scenario.setup().status()).isEqualTo(SetupStatus.DRIFTED);
    assertThat(scenario.setup().step(StepKind.REGISTRY).status()).isEqualTo(StepStatus.DRIFTED);
    scenario
        .assertToldAs(StepKind.REGISTRY, "Drifted", change, Scenario.gone())
        .assertReadsAtMost(10);
    assertThat(scenario.lastDrift(StepKind.REGISTRY).response()).isEqualTo(Drift.Response.REPORTED);
    assertThat(alice().exists(LOST.registry(), ApiVersions.REGISTRY)).isFalse();
    assertThat(alice().exists(LOST.endpoint(), ApiVersions.NETWORK)).isTrue();
  }

  private static String access(SampleRequest request) {
    return alice()
        .properties(request.registry(), ApiVersions.REGISTRY)
        .path("publicNetworkAccess")
        .asText();
  }

  private static Person alice() {
    return Person.alice(MOAT.arm());
  }
}
