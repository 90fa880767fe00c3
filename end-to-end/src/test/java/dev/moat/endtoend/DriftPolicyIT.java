package dev.moat.endtoend;

import static dev.moat.endtoend.Scenario.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.ApiVersions;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.ResourceId;
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
  private static final SampleRequest MADE_AGAIN =
      onDrift("made-again", "{\"recreateRegistry\": true}");
  private static final SampleRequest REPORTED = onDrift("reported", "{\"action\": \"Report\"}");
  private static final SampleRequest IGNORED =
      onDrift("ignored", "{\"steps\": {\"lockdown\": \"Ignore\", \"link\": \"Report\"}}");

  @BeforeAll
  static void posts_them_all() {
    MOAT.postAll(CONTESTED, LOST, MADE_AGAIN, REPORTED, IGNORED);
  }

  @Test
  void drift_that_is_only_to_be_reported_is_left_until_the_person_puts_it_back() {
    Scenario scenario = Scenario.on(MOAT, REPORTED);
    PersonsChange change = alice().openToThePublic(REPORTED.registry());
    scenario.awaitLine("SetupDrifted");

    assertThat(scenario.writes()).isEmpty();
    assertThat(alice().publicAccess(REPORTED.registry())).isEqualTo("Enabled");
    assertThat(scenario.setup().status()).isEqualTo(SetupStatus.DRIFTED);
    assertThat(scenario.setup().step(StepKind.LOCKDOWN).status()).isEqualTo(StepStatus.DRIFTED);
    scenario.assertToldAs(StepKind.LOCKDOWN, "Drifted", change, OPEN);
    assertThat(scenario.line("LockdownDrifted").text()).contains("Moat leaves it");

    Scenario putBack = Scenario.on(MOAT, REPORTED);
    alice()
        .patch(
            REPORTED.registry(),
            ApiVersions.REGISTRY,
            """
            {"properties": {"publicNetworkAccess": "Disabled"}}
            """);
    putBack.awaitLine("SetupChecked");

    assertThat(putBack.writes()).isEmpty();
    assertThat(putBack.setup().status()).isEqualTo(SetupStatus.SUCCEEDED);
    assertThat(putBack.setup().step(StepKind.LOCKDOWN).status()).isEqualTo(StepStatus.SUCCEEDED);
  }

  @Test
  void step_that_is_to_be_ignored_is_not_even_looked_at() {
    Scenario scenario = Scenario.on(MOAT, IGNORED);

    alice().openToThePublic(IGNORED.registry());
    PersonsChange change = alice().delete(IGNORED.link(), ApiVersions.PRIVATE_DNS);
    scenario.awaitLine("SetupDrifted");

    assertThat(scenario.writes()).isEmpty();
    assertThat(alice().publicAccess(IGNORED.registry())).isEqualTo("Enabled");
    assertThat(scenario.setup().step(StepKind.LOCKDOWN).status()).isEqualTo(StepStatus.SUCCEEDED);
    assertThat(scenario.reasons()).noneMatch(reason -> reason.startsWith("Lockdown"));
    scenario.assertToldAs(StepKind.LINK, "Drifted", change, Scenario.gone());
  }

  @Test
  void repair_that_is_undone_again_and_again_is_left_to_people() {
    for (int i = 0; i < 2; i++) {
      Scenario repaired = Scenario.on(MOAT, CONTESTED);
      alice().openToThePublic(CONTESTED.registry());
      repaired.awaitRepaired().assertRepairedBy(write("PATCH", CONTESTED.registry()));
    }
    Scenario contested = Scenario.on(MOAT, CONTESTED);
    Person pipeline = Person.pipeline(MOAT, CONTESTED.group(), "gitops");
    PersonsChange third = pipeline.openToThePublic(CONTESTED.registry());
    contested.awaitLine("SetupDrifted");

    Setup setup = contested.setup();
    assertThat(contested.writes()).isEmpty();
    assertThat(setup.status()).isEqualTo(SetupStatus.DRIFTED);
    assertThat(setup.step(StepKind.LOCKDOWN).status()).isEqualTo(StepStatus.CONTESTED);
    contested.assertToldAs(StepKind.LOCKDOWN, "Contested", third, OPEN);
    assertThat(contested.line("LockdownContested").text()).contains("replay the step");
    assertThat(alice().publicAccess(CONTESTED.registry())).isEqualTo("Enabled");

    Scenario later = Scenario.on(MOAT, CONTESTED);
    alice().tag(CONTESTED.registry(), "still open");
    later.awaitLine("SetupDrifted");
    assertThat(later.writes()).isEmpty();
    assertThat(alice().publicAccess(CONTESTED.registry())).isEqualTo("Enabled");

    OperatorApi.of(MOAT, "Ann").post("/setups/" + CONTESTED.setup() + "/replay", "");
    setup.awaitStatus(SetupStatus.SUCCEEDED);
    assertThat(alice().publicAccess(CONTESTED.registry())).isEqualTo("Disabled");
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

  @Test
  void registry_that_was_deleted_is_made_again_private_where_the_request_says_so() {
    Scenario scenario = Scenario.on(MOAT, MADE_AGAIN);
    String role = scenario.setup().step(StepKind.IDENTITY_GRANT).outputs().get("roleAssignment");

    PersonsChange change = alice().delete(MADE_AGAIN.registry(), ApiVersions.REGISTRY);
    scenario.awaitRepaired();

    assertThat(alice().publicAccess(MADE_AGAIN.registry())).isEqualTo("Disabled");
    assertThat(scenario.setup().status()).isEqualTo(SetupStatus.SUCCEEDED);
    assertThat(scenario.writes())
        .startsWith(write("PUT", MADE_AGAIN.registry()))
        .endsWith(write("PATCH", MADE_AGAIN.registry()))
        .containsExactlyInAnyOrder(
            write("PUT", MADE_AGAIN.registry()),
            write("PUT", new ResourceId(role)),
            write("DELETE", MADE_AGAIN.endpoint()),
            write("PUT", MADE_AGAIN.endpoint()),
            write("PUT", MADE_AGAIN.zoneGroup()),
            write("PATCH", MADE_AGAIN.registry()))
        .containsSubsequence(
            write("DELETE", MADE_AGAIN.endpoint()),
            write("PUT", MADE_AGAIN.endpoint()),
            write("PUT", MADE_AGAIN.zoneGroup()));
    scenario.assertTold(StepKind.REGISTRY, change, Scenario.gone());
  }

  private static SampleRequest onDrift(String group, String policy) {
    return SampleRequest.fresh(group).with("/onDrift", policy);
  }

  private static Person alice() {
    return Person.alice(MOAT.arm());
  }
}
