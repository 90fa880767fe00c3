package dev.moat.engine;

import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.PREFLIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.FakeArm;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.DriftPolicy;
import dev.moat.model.Fact;
import dev.moat.model.OnDrift;
import dev.moat.model.ResourceId;
import dev.moat.model.StepError;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The lockdown under the engine: what it keeps, how long it waits, and what it leaves alone. */
class LockdownTest {

  private static final ResourceId API_RECORD = SampleRequest.ZONE.child("A", "secureacr2021");

  private final World world = World.inWhichIsCalled(LOCKDOWN);

  @Test
  void public_access_is_cut_on_a_proof_that_is_kept() {
    thePathIsWhole();

    world.run(LOCKDOWN);

    world.assertThatStep(LOCKDOWN).isDone().wroteOnce().wasNotMadeByMoat();
    assertThat(publicAccess()).isEqualTo("Disabled");
    assertThat(world.step(LOCKDOWN).evidence())
        .extracting(Fact::statement)
        .contains("secureacr2021.azurecr.io resolves to 10.0.1.5");
    assertThat(world.reasons()).startsWith("LockdownUpdated");
  }

  @Test
  void a_registry_that_the_preflight_saw_absent_is_looked_at_before_it_is_locked() {
    thePathIsWhole();
    world.record(PREFLIGHT, step -> step.outputs(Map.of("absent", SampleRequest.REGISTRY.value())));

    world.run(LOCKDOWN);

    world.assertThatStep(LOCKDOWN).isDone().wroteOnce();
    assertThat(world.step(LOCKDOWN).evidence()).isNotEmpty();
  }

  @Test
  void how_the_registry_was_before_is_remembered_before_it_changes() {
    thePathIsWhole();
    world.azure.beforeWrite(
        () ->
            assertThat(posture()).contains("\"publicNetworkAccess\":\"Enabled\"", "198.51.100.7"));

    world.run(LOCKDOWN);

    world.assertThatStep(LOCKDOWN).wroteOnce();
    assertThat(posture()).contains("\"publicNetworkAccess\":\"Enabled\"", "198.51.100.7");
  }

  @Test
  void what_was_remembered_first_is_not_overwritten_by_a_later_generation() {
    thePathIsWhole();
    world.record(LOCKDOWN, step -> step.remember(Map.of("posture", "as it was at first")));

    world.run(LOCKDOWN);

    world.assertThatStep(LOCKDOWN).isDone().wroteOnce();
    assertThat(posture()).isEqualTo("as it was at first");
  }

  @Test
  void while_a_piece_is_missing_the_registry_stays_open_and_the_step_says_which() {
    thePathIsWhole();
    world.azure.resources().without(API_RECORD);

    world.run(LOCKDOWN);

    world
        .assertThatStep(LOCKDOWN)
        .waitsFor("secureacr2021.azurecr.io resolves in " + SampleRequest.ZONE + " to nothing")
        .isCalledAgainIn(Duration.ofMillis(3500))
        .wroteNothing();
    assertThat(publicAccess()).isEqualTo("Enabled");
  }

  @Test
  void a_proof_that_never_comes_fails_the_step_and_leaves_the_registry_as_it_was() {
    thePathIsWhole();
    world.azure.resources().without(API_RECORD);
    world.record(LOCKDOWN, step -> step.status(StepStatus.PARKED).turn(9));
    world.pass(World.SETTINGS.proofDeadline().plusSeconds(1));

    world.run(LOCKDOWN);

    world.assertThatStep(LOCKDOWN).hasFailedWith("PrivatePathNotProved").wroteNothing();
    assertThat(world.step(LOCKDOWN).error().map(StepError::message))
        .hasValueSatisfying(text -> assertThat(text).contains("secureacr2021.azurecr.io resolves"));
    assertThat(publicAccess()).isEqualTo("Enabled");
  }

  @Test
  void a_proof_that_comes_on_the_last_call_is_in_time() {
    thePathIsWhole();
    world.pass(World.SETTINGS.proofDeadline().plusSeconds(1));

    world.run(LOCKDOWN);

    world.assertThatStep(LOCKDOWN).isDone();
    assertThat(publicAccess()).isEqualTo("Disabled");
  }

  @Test
  void a_kept_lock_that_is_open_is_told_at_once_although_it_cannot_be_cut_yet() {
    World opened = openedWithAGap();

    opened.run(LOCKDOWN);

    opened.assertThatStep(LOCKDOWN).waitsFor("The private path is not proved").wroteNothing();
    assertThat(opened.reasons()).containsOnlyOnce("LockdownDrifted");
    assertThat(opened.step(LOCKDOWN).drifts())
        .extracting(Drift::response)
        .containsExactly(Drift.Response.REPAIRED);
    assertThat(opened.step(LOCKDOWN).drifts().get(0).differences())
        .containsExactly(new Difference("publicNetworkAccess", "Disabled", "Enabled"));
  }

  @Test
  void what_an_open_lock_waits_for_is_looked_at_at_once_and_once() {
    World opened = openedWithAGap();

    opened.run(LOCKDOWN);
    opened.pass(Duration.ofSeconds(20));
    opened.run(LOCKDOWN);

    assertThat(opened.queues.sentTo(Messages.DRIFT_CHECKS))
        .singleElement()
        .satisfies(sent -> assertThat(Messages.readDriftCheck(sent.body()).everything()).isTrue());
  }

  @Test
  void while_it_waits_the_drift_is_not_told_again() {
    World opened = openedWithAGap();
    opened.run(LOCKDOWN);
    opened.queues.take();
    opened.pass(Duration.ofSeconds(20));

    opened.run(LOCKDOWN);

    opened.assertThatStep(LOCKDOWN).waitsFor("The private path is not proved").wroteNothing();
    assertThat(opened.reasons()).containsOnlyOnce("LockdownDrifted");
    opened.assertThatStep(LOCKDOWN).hasDrifted(1);
  }

  @Test
  void what_it_waited_for_is_cut_as_the_same_drift() {
    World opened = openedWithAGap();
    opened.run(LOCKDOWN);
    thePathIsWhole(opened);

    opened.run(LOCKDOWN);
    opened.queues.take();
    opened.run(LOCKDOWN);

    opened.assertThatStep(LOCKDOWN).isDone().wroteOnce();
    assertThat(opened.reasons()).startsWith("LockdownRepaired");
    assertThat(opened.reasons()).containsOnlyOnce("LockdownDrifted");
  }

  @Test
  void an_open_lock_that_is_only_to_be_reported_does_not_wait_for_the_path() {
    World opened = openedWithAGap();
    opened.policy(new DriftPolicy(OnDrift.REPORT, Map.of(), false));

    opened.run(LOCKDOWN);

    opened.assertThatStep(LOCKDOWN).wroteNothing();
    assertThat(opened.step(LOCKDOWN).status()).isEqualTo(StepStatus.DRIFTED);
    assertThat(opened.step(LOCKDOWN).drifts())
        .extracting(Drift::response)
        .containsExactly(Drift.Response.REPORTED);
    assertThat(opened.reasons()).startsWith("LockdownDrifted");
    assertThat(opened.told()).hasSize(1);
    assertThat(opened.called()).isEmpty();
  }

  @Test
  void a_lock_that_never_was_has_not_drifted_while_it_waits() {
    thePathIsWhole();
    world.azure.resources().without(API_RECORD);

    world.run(LOCKDOWN);

    assertThat(world.step(LOCKDOWN).drifts()).isEmpty();
    assertThat(world.reasons()).doesNotContain("LockdownDrifted");
  }

  /** A lock that was in place was opened, and the path has a gap. */
  private static World openedWithAGap() {
    World opened = World.inWhichIsChecked(LOCKDOWN);
    thePathIsWhole(opened);
    opened.azure.resources().without(API_RECORD);
    return opened;
  }

  private String publicAccess() {
    return world
        .azure
        .resources()
        .body(SampleRequest.REGISTRY)
        .at("/properties/publicNetworkAccess")
        .asText();
  }

  private String posture() {
    return Optional.ofNullable(world.step(LOCKDOWN).outputs().get("posture")).orElse("nothing");
  }

  private void thePathIsWhole() {
    thePathIsWhole(world);
  }

  private static void thePathIsWhole(World world) {
    FakeArm azure = world.azure.resources();
    azure.with(
        SampleRequest.REGISTRY,
        """
        {properties: {loginServer: 'secureacr2021.azurecr.io', publicNetworkAccess: 'Enabled',
         networkRuleSet: {defaultAction: 'Allow', ipRules: [{value: '198.51.100.7'}]},
         privateEndpointConnections: [{properties: {privateEndpoint: {id: '%s'},
          privateLinkServiceConnectionState: {status: 'Approved'}}}]}}
        """
            .formatted(SampleRequest.ENDPOINT));
    world.endpointHasAddresses();
    azure.with(API_RECORD, "{properties: {aRecords: [{ipv4Address: '10.0.1.5'}]}}");
    azure.with(
        SampleRequest.ZONE.child("A", "secureacr2021.westcentralus.data"),
        "{properties: {aRecords: [{ipv4Address: '10.0.1.4'}]}}");
    azure.with(
        SampleRequest.LINK,
        "{properties: {virtualNetworkLinkState: 'Completed', virtualNetwork: {id: '%s'}}}"
            .formatted(SampleRequest.NETWORK));
  }
}
