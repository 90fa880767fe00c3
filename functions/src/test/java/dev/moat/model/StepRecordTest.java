package dev.moat.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StepRecordTest {

  private static final StepRecord STEP =
      StepRecord.pending(StepName.of(StepKind.ENDPOINT, "secureacr-pe"), 1);

  @Test
  void every_change_is_known_by_its_correlation_id_in_any_case() {
    StepRecord step = STEP.change().correlationId("c-1").correlationId("c-2").record();

    assertThat(step.correlationId()).contains("c-2");
    assertThat(step.hasWrittenUnder("C-1")).isTrue();
    assertThat(step.hasWrittenUnder("C-2")).isTrue();
    assertThat(step.hasWrittenUnder("c-3")).isFalse();
    assertThat(STEP.hasWrittenUnder("c-1")).isFalse();
  }

  @Test
  void a_change_that_azure_has_under_the_id_it_was_asked_to_is_one_change() {
    StepRecord step = STEP.change().correlationId("c-1").correlationId("c-1").record();

    assertThat(step.earlierCorrelationIds()).isEmpty();
  }

  @Test
  void the_latest_changes_are_remembered() {
    StepDraft draft = STEP.change();
    IntStream.rangeClosed(0, 25).forEach(i -> draft.correlationId("c-" + i));
    StepRecord step = draft.record();

    assertThat(step.earlierCorrelationIds())
        .hasSize(StepRecord.MOST_EARLIER)
        .startsWith("c-5")
        .endsWith("c-24");
    assertThat(STEP.change().earlierChangesOf(step).record().earlierCorrelationIds())
        .hasSize(StepRecord.MOST_EARLIER)
        .endsWith("c-24", "c-25");
  }
}
