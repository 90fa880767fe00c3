package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.contract.TestClock;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.Intent;
import dev.moat.model.OnDrift;
import dev.moat.model.ResourceChange;
import dev.moat.model.StepDraft;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.step.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Three drifts within ten minutes are too many. */
class DriftResponseTest {

  private static final Difference POLICY = new Difference("policy", "Disabled", "Enabled");
  private static final Difference RANGE = new Difference("range", "a", "b");
  private static final StepError ERROR = new StepError("Moved", "It moved.", "Move it back.");
  private static final Observation.NeedsChange GONE = new Observation.Absent();

  private final TestClock clock = new TestClock(World.NOON);
  private final DriftResponse response = new DriftResponse(World.SETTINGS.drift(), clock);

  @Test
  void a_resource_that_is_gone_is_one_difference() {
    assertThat(to(GONE, step()).orElseThrow().differences())
        .containsExactly(new Difference("existence", "present", "absent"));
  }

  @Test
  void what_cannot_be_used_any_more_is_told_field_by_field() {
    Drift drift = to(unusable(POLICY, RANGE), step()).orElseThrow();

    assertThat(drift.differences()).containsExactly(POLICY, RANGE);
    assertThat(drift.response()).isEqualTo(Drift.Response.REPAIRED);
    assertThat(drift.foundAt()).isEqualTo(World.NOON);
  }

  @Test
  void the_latest_suspect_is_the_cause() {
    ResourceChange first = Mallory.wrote(SampleRequest.SUBNET, World.NOON.minusSeconds(2));
    ResourceChange last = Mallory.wrote(SampleRequest.SUBNET, World.NOON.minusSeconds(1));

    assertThat(to(unusable(POLICY), step().suspects(List.of(last, first))).orElseThrow().cause())
        .contains(last);
  }

  @Test
  void a_change_that_is_older_than_the_last_good_look_explains_nothing() {
    Instant looked = World.NOON.minusSeconds(60);
    Instant earliest = looked.minus(Suspects.SKEW);

    assertThat(cause(earliest, step().coveredUntil(Optional.of(looked)))).isPresent();
    assertThat(cause(earliest.minusMillis(1), step().coveredUntil(Optional.of(looked)))).isEmpty();
  }

  @Test
  void a_step_of_an_older_version_was_as_wanted_when_it_first_succeeded() {
    Instant first = World.NOON.minusSeconds(3600);

    assertThat(cause(first, step())).isPresent();
    assertThat(cause(first.minusSeconds(3), step())).isEmpty();
  }

  @Test
  void a_change_of_a_time_to_come_explains_nothing() {
    assertThat(cause(World.NOON, step())).isPresent();
    assertThat(cause(World.NOON.plusMillis(1), step())).isEmpty();
  }

  /** Of a drift that is found at noon, when somebody has changed the resource at this time. */
  private Optional<ResourceChange> cause(Instant at, StepDraft step) {
    ResourceChange change = Mallory.wrote(SampleRequest.SUBNET, at);
    return to(unusable(POLICY), step.suspects(List.of(change))).orElseThrow().cause();
  }

  @Test
  void a_registry_that_is_gone_is_reported() {
    assertThat(registry(step(StepKind.REGISTRY), false).response())
        .isEqualTo(Drift.Response.REPORTED);
    assertThat(registry(step(StepKind.REGISTRY), true).response())
        .isEqualTo(Drift.Response.REPAIRED);
  }

  @Test
  void a_registry_that_goes_while_it_is_repaired_is_reported_too() {
    StepDraft step = step(StepKind.REGISTRY).attempt(1).drifts(List.of(repaired(0, POLICY)));

    assertThat(registry(step, false).response()).isEqualTo(Drift.Response.REPORTED);
  }

  @Test
  void a_registry_that_differs_is_repaired() {
    assertThat(to(unusable(POLICY), step(StepKind.REGISTRY)).orElseThrow().response())
        .isEqualTo(Drift.Response.REPAIRED);
  }

  @Test
  void a_drift_to_be_reported_is_reported_however_often() {
    StepDraft step = step().drifts(List.of(repaired(-60, POLICY), repaired(-30, POLICY)));

    assertThat(response.to(unusable(POLICY), suspects(step), OnDrift.REPORT, true).orElseThrow())
        .extracting(Drift::response)
        .isEqualTo(Drift.Response.REPORTED);
  }

  @Test
  void the_third_repair_within_the_window_is_contested() {
    assertThat(again(repaired(-60, POLICY))).isEqualTo(Drift.Response.REPAIRED);
    assertThat(again(repaired(-599, POLICY), repaired(-60, POLICY)))
        .isEqualTo(Drift.Response.CONTESTED);
    assertThat(again(repaired(-600, POLICY), repaired(-60, POLICY)))
        .isEqualTo(Drift.Response.REPAIRED);
  }

  @Test
  void what_differed_in_other_fields_was_not_undone() {
    assertThat(again(repaired(-60, RANGE), repaired(-30, RANGE)))
        .isEqualTo(Drift.Response.REPAIRED);
    assertThat(again(repaired(-60, RANGE, POLICY), repaired(-30, POLICY)))
        .isEqualTo(Drift.Response.CONTESTED);
  }

  @Test
  void whoever_undoes_one_field_is_stopped_although_others_drift_between() {
    List<Drift> drifts = List.of();
    List<Drift.Response> policy = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      drifts = next(drifts, POLICY);
      policy.add(drifts.get(drifts.size() - 1).response());
      drifts = next(next(drifts, RANGE), new Difference("other", "a", "b" + i));
    }

    assertThat(policy)
        .containsExactly(
            Drift.Response.REPAIRED, Drift.Response.REPAIRED, Drift.Response.CONTESTED);
  }

  /** What is remembered when this is found in a look of its own, a second later. */
  private List<Drift> next(List<Drift> drifts, Difference difference) {
    clock.advance(Duration.ofSeconds(1));
    StepDraft step = step().drifts(drifts).startedAt(Optional.of(clock.instant()));
    return response.remembered(step.record(), to(unusable(difference), step).orElseThrow());
  }

  @Test
  void what_was_only_reported_does_not_count() {
    assertThat(again(reported(-60), reported(-30))).isEqualTo(Drift.Response.REPAIRED);
  }

  @Test
  void the_next_change_of_one_repair_is_no_drift() {
    StepDraft step = step().attempt(1).drifts(List.of(repaired(1, POLICY, RANGE)));

    assertThat(to(unusable(RANGE), step)).isEmpty();
    assertThat(to(GONE, step)).isEmpty();
  }

  @Test
  void the_same_fields_after_a_change_of_them_are_a_drift_in_any_order() {
    StepDraft step = step().attempt(1).drifts(List.of(repaired(1, POLICY, RANGE)));

    assertThat(to(unusable(RANGE, POLICY), step)).isPresent();
  }

  @Test
  void the_same_fields_before_a_change_succeeded_are_no_drift() {
    assertThat(to(unusable(POLICY), step().drifts(List.of(repaired(1, POLICY))))).isEmpty();
    assertThat(
            to(
                unusable(POLICY),
                step().attempt(1).intent(Intent.UPDATE).drifts(List.of(repaired(1, POLICY)))))
        .isEmpty();
  }

  @Test
  void a_drift_of_an_earlier_check_is_over() {
    assertThat(to(unusable(POLICY), step().drifts(List.of(repaired(-1, POLICY))))).isPresent();
  }

  @Test
  void a_repair_that_takes_too_many_changes_is_contested() {
    StepDraft step = step().drifts(List.of(repaired(1, POLICY))).attempt(10).differing(1);

    assertThat(to(unusable(RANGE), step.inVain(LoopBreaker.MOST_IN_VAIN - 2))).isEmpty();
    assertThat(to(unusable(RANGE), step.inVain(LoopBreaker.MOST_IN_VAIN - 1)))
        .map(Drift::response)
        .contains(Drift.Response.CONTESTED);
  }

  @Test
  void a_change_after_which_less_differs_is_not_in_vain() {
    StepDraft step = step().drifts(List.of(repaired(1, POLICY, RANGE))).attempt(10).differing(2);

    assertThat(to(unusable(RANGE), step.inVain(LoopBreaker.MOST_IN_VAIN - 1))).isEmpty();
  }

  @Test
  void as_many_drifts_are_remembered_as_the_loop_breaker_counts() {
    Drift old = repaired(-600, POLICY);
    StepDraft step =
        step().drifts(List.of(old, reported(-5), repaired(-4, POLICY), reported(-2), reported(-1)));
    Drift latest = reported(0);

    assertThat(response.remembered(step.record(), latest))
        .containsExactly(repaired(-4, POLICY), reported(-2), reported(-1), latest);
    assertThat(response.remembered(step().record(), latest)).containsExactly(latest);
    assertThat(response.remembered(step().drifts(List.of(old)).record(), latest))
        .containsExactly(old, latest);
  }

  @Test
  void what_is_in_the_way_is_reported_by_its_code() {
    Drift drift = response.blocked(new Observation.Blocked(ERROR), suspects(step()));

    assertThat(drift.response()).isEqualTo(Drift.Response.REPORTED);
    assertThat(drift.differences())
        .containsExactly(new Difference("state", "as the request asks", "Moved"));
  }

  private Drift.Response again(Drift... before) {
    return to(unusable(POLICY), step().drifts(List.of(before))).orElseThrow().response();
  }

  private Optional<Drift> to(Observation.NeedsChange found, StepDraft step) {
    return response.to(found, suspects(step), OnDrift.REPAIR, false);
  }

  private Drift registry(StepDraft step, boolean mayRecreate) {
    return response.to(GONE, suspects(step), OnDrift.REPAIR, mayRecreate).orElseThrow();
  }

  private static Suspects suspects(StepDraft step) {
    return new Suspects(step.record(), SampleRequest.SUBNET, step.record().suspects());
  }

  private static Observation.NeedsChange unusable(Difference... differences) {
    return new Observation.Unusable(List.of(differences), ERROR);
  }

  private static Drift repaired(int seconds, Difference... differences) {
    return new Drift(
        World.NOON.plus(Duration.ofSeconds(seconds)),
        List.of(differences),
        Optional.empty(),
        Drift.Response.REPAIRED);
  }

  private static Drift reported(int seconds) {
    return new Drift(
        World.NOON.plus(Duration.ofSeconds(seconds)),
        List.of(RANGE),
        Optional.empty(),
        Drift.Response.REPORTED);
  }

  private static StepDraft step() {
    return step(StepKind.SUBNET);
  }

  /** Kept, and called at noon. */
  private static StepDraft step(StepKind kind) {
    return StepRecord.pending(StepName.of(kind), 1)
        .change()
        .succeededAt(World.NOON.minusSeconds(3600))
        .startedAt(Optional.of(World.NOON));
  }
}
