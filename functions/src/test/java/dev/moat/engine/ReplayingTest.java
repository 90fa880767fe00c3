package dev.moat.engine;

import static dev.moat.model.StepKind.DNS_ZONE;
import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.IDENTITY_GRANT;
import static dev.moat.model.StepKind.LINK;
import static dev.moat.model.StepKind.PREFLIGHT;
import static dev.moat.model.StepKind.REGISTRY;
import static dev.moat.model.StepKind.SUBNET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.Drift;
import dev.moat.model.Intent;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Steps that ended otherwise than asked are sent again. */
class ReplayingTest {

  private final World world = World.inWhichAllIsKept();

  @Test
  void a_failed_step_begins_anew_and_keeps_what_it_knows() {
    World failed = failedSetup();
    failed.record(
        ENDPOINT,
        step ->
            step.turn(7)
                .attempt(3)
                .intent(Intent.CREATE)
                .error(Optional.of(new StepError("c", "m", "a")))
                .outputs(Map.of("networkInterface", "/nic", "rejected", "/connection")));

    failed.does(replay(ENDPOINT));

    StepRecord step = failed.step(ENDPOINT);
    assertThat(step.status()).isEqualTo(StepStatus.PENDING);
    assertThat(step.turn()).isEqualTo(7);
    assertThat(step.attempt()).isZero();
    assertThat(step.error()).isEmpty();
    assertThat(step.createdByMoat()).isTrue();
    assertThat(step.outputs()).isEqualTo(Map.of("networkInterface", "/nic"));
    assertThat(failed.status()).isEqualTo(SetupStatus.RUNNING);
    assertThat(failed.reasons().get(0)).isEqualTo("SetupReplayed");
    assertThat(failed.history().get(0).text()).endsWith("replayed endpoint");
  }

  @Test
  void the_orchestrator_is_told_and_calls_it_with_all_its_time() {
    World failed = failedSetup();
    failed.pass(Duration.ofDays(3));
    failed.does(replay(ENDPOINT));

    failed.tell(failed.told().get(0));

    assertThat(failed.called()).containsExactly(ENDPOINT);
    assertThat(failed.step(ENDPOINT).startedAt()).contains(failed.clock.instant());
  }

  @Test
  void without_names_all_that_ended_otherwise_is_replayed_and_nothing_else() {
    world.ended(StepStatus.FAILED, LINK);
    world.ended(StepStatus.DRIFTED, SUBNET);
    world.ended(StepStatus.CONTESTED, DNS_ZONE);

    world.does(replay());

    assertThat(List.of(LINK, SUBNET, DNS_ZONE))
        .allSatisfy(kind -> assertThat(world.step(kind).status()).isEqualTo(StepStatus.PENDING));
    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.SUCCEEDED);
  }

  @Test
  void a_step_that_is_named_is_replayed_alone() {
    world.ended(StepStatus.FAILED, LINK, SUBNET);

    world.does(replay(LINK));

    assertThat(world.step(LINK).status()).isEqualTo(StepStatus.PENDING);
    assertThat(world.step(SUBNET).status()).isEqualTo(StepStatus.FAILED);
  }

  @Test
  void what_was_reported_is_put_right_for_the_operator_said_so() {
    world.ended(StepStatus.DRIFTED, SUBNET);

    world.does(replay(SUBNET));

    assertThat(world.step(SUBNET).isKept()).isFalse();
  }

  @Test
  void what_was_contested_is_repaired_once_more_as_if_nobody_had_undone_it() {
    world.record(
        SUBNET,
        step ->
            step.status(StepStatus.CONTESTED)
                .drifts(
                    List.of(
                        new Drift(
                            World.NOON, List.of(), Optional.empty(), Drift.Response.CONTESTED))));

    world.does(replay(SUBNET));

    world.assertThatStep(SUBNET).hasDrifted(0);
    assertThat(world.step(SUBNET).isKept()).isTrue();
  }

  @Test
  void what_was_in_place_is_checked_and_what_never_was_is_made() {
    world.ended(StepStatus.FAILED, LINK);
    world.does(replay(LINK));
    assertThat(world.status()).isEqualTo(SetupStatus.CHECKING);

    World failed = failedSetup();
    failed.does(replay(ENDPOINT));
    assertThat(failed.status()).isEqualTo(SetupStatus.RUNNING);
  }

  @Test
  void a_cancelled_setup_goes_on_where_it_was() {
    World making = World.inWhichAzureWorksOn(ENDPOINT);
    making.does(new Verb.Cancel());
    making.queues.take();

    making.does(replay());
    making.tell(making.told().get(0));
    making.run(ENDPOINT);

    assertThat(making.azure.polls()).containsExactly(SlowAzure.OPERATION);
    assertThat(making.azure.resources().writes()).hasSize(1);
    assertThat(making.step(ENDPOINT).status()).isEqualTo(StepStatus.SUCCEEDED);
    assertThat(making.history())
        .anyMatch(line -> line.text().endsWith("(object id oid-alice) let it go on"));
  }

  @Test
  void a_cancelled_check_goes_on_as_a_check() {
    World checked = World.inWhichIsChecked(LINK);
    checked.does(new Verb.Cancel());

    checked.does(replay());

    assertThat(checked.status()).isEqualTo(SetupStatus.CHECKING);
  }

  @Test
  void a_setup_that_failed_and_was_cancelled_while_it_was_tried_again_is_still_to_be_made() {
    World failed = failedSetup();
    failed.does(replay());
    failed.does(new Verb.Cancel());

    failed.does(replay());

    assertThat(failed.status()).isEqualTo(SetupStatus.RUNNING);
  }

  @Test
  void a_failed_step_may_be_replayed_while_others_run() {
    World running = World.inWhichIsCalled(ENDPOINT);
    running.ended(StepStatus.FAILED, IDENTITY_GRANT);

    running.does(replay(IDENTITY_GRANT));

    assertThat(running.status()).isEqualTo(SetupStatus.RUNNING);
    assertThat(running.step(IDENTITY_GRANT).status()).isEqualTo(StepStatus.PENDING);
    assertThat(running.step(ENDPOINT).status()).isEqualTo(StepStatus.QUEUED);
  }

  @Test
  void a_step_that_is_not_planned_is_unknown() {
    Answer.Refused refused =
        (Answer.Refused) world.ask(new Verb.Replay(Set.of(new StepName("endpoint.other"))));

    assertThat(refused.code()).isEqualTo("NoSuchStep");
    assertThat(refused.message()).contains("endpoint.other");
    assertThat(refused.advice()).contains("zone-group", "lockdown");
  }

  @Test
  void of_a_restore_only_its_own_steps_are_known() {
    World restored = Made.byMoat();
    restored.does(new Verb.Restore(Optional.empty()));

    assertThat(refusal(restored, replay(ENDPOINT))).isEqualTo("NoSuchStep");
  }

  @ParameterizedTest
  @EnumSource(
      value = StepStatus.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"FAILED", "DRIFTED", "CONTESTED"})
  void a_step_that_ended_as_asked_or_has_not_ended_is_not_replayed(StepStatus status) {
    world.record(LINK, step -> step.status(status));

    Answer.Refused refused = (Answer.Refused) world.ask(replay(LINK));

    assertThat(refused.code()).isEqualTo("StepNotFailed");
    assertThat(refused.message()).contains("link.acr-zonelink", status.name());
    assertThat(refused.advice().contains("cancel")).isEqualTo(status.isBeingWorkedOn());
  }

  @Test
  void a_setup_that_runs_well_is_not_replayed() {
    assertThat(refusal(World.inWhichIsCalled(ENDPOINT), replay())).isEqualTo("SetupIsRunning");
  }

  @Test
  void a_setup_in_which_all_is_well_has_nothing_to_replay() {
    assertThat(refusal(world, replay())).isEqualTo("NothingToReplay");
  }

  @Test
  void what_was_torn_down_is_asked_for_anew() {
    World gone = Made.byMoat();
    gone.tearsDown(false);
    gone.settle();

    assertThat(refusal(gone, replay())).isEqualTo("TornDown");
  }

  @Test
  void a_replay_that_is_asked_twice_is_done_once() {
    World failed = failedSetup();
    failed.does(replay(ENDPOINT));

    assertThat(refusal(failed, replay(ENDPOINT))).isEqualTo("StepNotFailed");
    assertThat(failed.told()).hasSize(1);
  }

  /** The endpoint failed; what comes before is made, and what comes after never was. */
  private static World failedSetup() {
    World failed = World.inWhichIsCalled(ENDPOINT);
    failed.succeeded(IDENTITY_GRANT, DNS_ZONE, LINK, REGISTRY, PREFLIGHT);
    failed.ended(StepStatus.FAILED, ENDPOINT);
    failed.tell("endpoint/1");
    assertThat(failed.status()).isEqualTo(SetupStatus.FAILED);
    failed.queues.take();
    return failed;
  }

  private static String refusal(World world, Verb verb) {
    Answer answer = world.ask(verb);
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThat(((Answer.Refused) answer).advice()).isNotBlank();
    return ((Answer.Refused) answer).code();
  }

  private static Verb replay(StepKind... kinds) {
    return new Verb.Replay(Arrays.stream(kinds).map(World::name).collect(Collectors.toSet()));
  }
}
