package dev.moat.cli;

import static dev.moat.cli.Records.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.cli.screen.DriftReport;
import dev.moat.model.Drift;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DriftReportTest {

  @Test
  void a_drift_that_is_left_is_told_with_what_differs_and_who_did_that() {
    assertThat(words(StepStatus.DRIFTED, Drift.Response.REPORTED))
        .containsExactly(
            "lockdown: drifted since 2026-01-02T03:04:09Z: publicNetworkAccess is Enabled, not"
                + " Disabled",
            "  Alice Liddell (object id a1, app portal) did"
                + " Microsoft.ContainerRegistry/registries/write on registries/secureacr2021 at"
                + " 2026-01-02T03:04:05Z, correlation id c0ffee",
            "  What to do: Put it back, or replay the step and Moat makes it as asked.");
  }

  @Test
  void a_contested_drift_asks_who_is_to_decide() {
    assertThat(words(StepStatus.CONTESTED, Drift.Response.CONTESTED))
        .first()
        .asString()
        .startsWith("lockdown: contested since");
    assertThat(words(StepStatus.CONTESTED, Drift.Response.CONTESTED))
        .last()
        .asString()
        .contains("undone each time", "who is to decide");
  }

  @Test
  void a_drift_that_was_repaired_is_over() {
    assertThat(DriftReport.of(record(StepStatus.SUCCEEDED, Drift.Response.REPAIRED))).isEmpty();
  }

  @Test
  void a_repair_that_failed_is_told_and_one_before_it_is_not() {
    StepRecord failed = record(StepStatus.FAILED, Drift.Response.REPAIRED);
    StepRecord later = failed.change().startedAt(Optional.of(after(10))).record();

    assertThat(DriftReport.of(failed.change().startedAt(Optional.of(after(1))).record()))
        .map(DriftReport::inWords)
        .hasValueSatisfying(
            words -> assertThat(words).contains("Alice").doesNotContain("What to do"));
    assertThat(DriftReport.of(later)).isEmpty();
  }

  @Test
  void a_registry_that_is_gone_is_to_be_recovered_and_not_to_be_made_again_empty() {
    StepRecord registry =
        StepRecord.pending(StepName.of(StepKind.REGISTRY), 1)
            .change()
            .status(StepStatus.DRIFTED)
            .drifts(
                List.of(
                    new Drift(
                        ACCEPTED, List.of(Drift.GONE), Optional.empty(), Drift.Response.REPORTED)))
            .record();

    assertThat(DriftReport.of(registry).orElseThrow().inWords())
        .contains("existence is absent, not present", "recover it", "makes an empty registry")
        .doesNotContain("Put it back");
  }

  @ParameterizedTest
  @EnumSource(names = {"QUEUED", "PARKED", "AWAITING_APPROVAL"})
  void what_is_being_repaired_is_told_and_what_was_found_in_an_earlier_check_is_not(
      StepStatus status) {
    StepRecord repairing = record(status, Drift.Response.REPAIRED);

    assertThat(DriftReport.of(repairing.change().startedAt(Optional.of(after(1))).record()))
        .map(DriftReport::inWords)
        .hasValueSatisfying(
            words ->
                assertThat(words)
                    .contains("publicNetworkAccess is Enabled", "Alice", "Moat repairs it.")
                    .doesNotContain("What to do"));
    assertThat(DriftReport.of(repairing.change().startedAt(Optional.of(after(10))).record()))
        .isEmpty();
  }

  @Test
  void a_step_that_has_yet_to_look_tells_nothing_of_what_was_repaired_before() {
    StepRecord opened = record(StepStatus.PENDING, Drift.Response.REPAIRED);

    assertThat(DriftReport.of(opened.change().startedAt(Optional.of(after(1))).record())).isEmpty();
  }

  private static List<String> words(StepStatus status, Drift.Response response) {
    return DriftReport.of(record(status, response)).orElseThrow().inWords().lines().toList();
  }

  private static StepRecord record(StepStatus status, Drift.Response response) {
    return StepRecord.pending(StepName.of(StepKind.LOCKDOWN), 1)
        .change()
        .status(status)
        .drifts(List.of(Records.drift(response)))
        .record();
  }

  private static Instant after(int seconds) {
    return ACCEPTED.plusSeconds(seconds);
  }
}
