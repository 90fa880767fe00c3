package dev.moat.engine;

import static dev.moat.model.StepKind.DNS_ZONE;
import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.LINK;
import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.Outgoing;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.store.HistoryEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a check ends. */
class EndingTest {

  private final World world = World.inWhichAllIsKept();

  @Test
  void a_check_that_found_all_in_place_says_so() {
    world.checking();

    world.tell("end");

    assertEnds(SetupStatus.SUCCEEDED, "SetupChecked", "Every step is as the request asks");
    assertThat(world.setup().finishedAt()).contains(world.clock.instant());
  }

  @Test
  void a_check_that_put_something_right_says_what() {
    world.checking();
    repaired(LOCKDOWN);

    world.tell("end");

    assertEnds(SetupStatus.SUCCEEDED, "SetupRepaired", "As the request asks again: lockdown");
  }

  @Test
  void a_repair_is_told_of_a_step_that_looked_again_after_it() {
    world.checking();
    Drift drift =
        new Drift(
            world.clock.instant(),
            List.of(new Difference("publicNetworkAccess", "Disabled", "Enabled")),
            Optional.empty(),
            Drift.Response.REPAIRED);
    world.record(LOCKDOWN, step -> step.attempt(0).drifts(List.of(drift)));

    world.tell("end");

    assertEnds(SetupStatus.SUCCEEDED, "SetupRepaired", "As the request asks again: lockdown");
  }

  @Test
  void what_the_check_before_repaired_is_not_told_again() {
    world.checking();
    repaired(LOCKDOWN);
    world.pass(Duration.ofSeconds(1));
    world.tell("end");
    world.pass(Duration.ofMinutes(1));
    world.checking();

    world.tell("end again");

    assertEnds(SetupStatus.SUCCEEDED, "SetupChecked", "Every step is as the request asks");
  }

  @Test
  void a_first_end_is_no_repair() {
    World running = World.withSetup();
    for (StepKind kind : StepKind.values()) {
      running.kept(kind);
      running.record(kind, step -> step.attempt(1));
    }

    running.tell("end");

    assertThat(running.history().get(0).reason()).isEqualTo("SetupSucceeded");
    assertThat(running.history().get(0).text()).isEqualTo("Every step is as the request asks");
  }

  @Test
  void what_no_longer_is_as_asked_has_drifted() {
    world.checking();
    world.ended(StepStatus.FAILED, DNS_ZONE);
    world.ended(StepStatus.CONTESTED, LINK);
    world.lost(REGISTRY, StepStatus.DRIFTED);
    world.pending(ENDPOINT);

    world.tell("end");

    assertEnds(
        SetupStatus.DRIFTED,
        "SetupDrifted",
        "Not as the request asks: registry (DRIFTED), dns-zone (FAILED), link.acr-zonelink"
            + " (CONTESTED), endpoint (PENDING)");
  }

  @Test
  void a_drift_is_told_even_if_something_else_was_repaired() {
    world.checking();
    repaired(LOCKDOWN);
    world.ended(StepStatus.DRIFTED, REGISTRY);

    world.tell("end");

    assertEnds(SetupStatus.DRIFTED, "SetupDrifted", "Not as the request asks: registry (DRIFTED)");
  }

  @Test
  void what_never_was_as_asked_has_failed() {
    world.checking();
    StepRecord fresh = StepRecord.pending(World.name(LOCKDOWN), 1);
    world.record(
        LOCKDOWN, step -> fresh.change().status(StepStatus.FAILED).startedAt(Optional.empty()));
    world.ended(StepStatus.DRIFTED, REGISTRY);

    world.tell("end");

    assertEnds(SetupStatus.FAILED, "SetupFailed", "Failed: lockdown");
  }

  @Test
  void a_setup_that_is_as_asked_again_has_succeeded() {
    world.checking();
    world.ended(StepStatus.DRIFTED, REGISTRY);
    world.tell("end");
    world.pass(Duration.ofMinutes(1));
    world.checking();
    world.kept(REGISTRY);

    world.tell("end again");

    assertEnds(SetupStatus.SUCCEEDED, "SetupChecked", "Every step is as the request asks");
  }

  @Test
  void what_was_noticed_meanwhile_is_looked_into_after_the_end() {
    world.checking();
    world.store.notice(World.SETUP, Mallory.wrote(SampleRequest.ENDPOINT));

    world.tell("end");

    Outgoing sent = world.queues.sentTo(Messages.DRIFT_CHECKS).get(0);
    DriftCheckCall call = Messages.readDriftCheck(sent.body());
    assertThat(call.everything()).isFalse();
    assertThat(sent.notBefore()).contains(world.clock.instant());
    world.check(call);
    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.PENDING);
  }

  @Test
  void each_end_calls_for_a_check_of_its_own() {
    world.store.notice(World.SETUP, Mallory.wrote(SampleRequest.ENDPOINT));
    world.checking();
    world.tell("end");
    world.pass(Duration.ofMillis(1));
    world.checking();
    world.tell("end again");

    assertThat(world.queues.sentTo(Messages.DRIFT_CHECKS))
        .extracting(Outgoing::messageId)
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void an_end_of_which_nothing_was_noticed_calls_for_no_check() {
    world.checking();

    world.tell("end");

    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void the_end_of_a_failed_generation_has_what_was_noticed_looked_into() {
    World running = World.withSetup();
    running.ended(StepStatus.FAILED, StepKind.PREFLIGHT);
    running.store.notice(World.SETUP, Mallory.wrote(SampleRequest.ENDPOINT));

    running.tell("end");

    assertThat(running.status()).isEqualTo(SetupStatus.FAILED);
    assertThat(running.queues.sentTo(Messages.DRIFT_CHECKS)).hasSize(1);
  }

  private void repaired(StepKind kind) {
    world.kept(kind);
    world.record(kind, step -> step.attempt(1));
  }

  private void assertEnds(SetupStatus status, String reason, String text) {
    assertThat(world.status()).isEqualTo(status);
    HistoryEntry line = world.history().get(0);
    assertThat(line.reason()).isEqualTo(reason);
    assertThat(line.text()).isEqualTo(text);
  }
}
