package dev.moat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.cli.outcome.Failure;
import dev.moat.model.Drift;
import dev.moat.model.Drift.Response;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ToldDriftTest {

  private static final Tampering OPENED = Tampering.openPublicAccess(Records.REQUEST);
  private static final ToldDrift TOLD = told(Records.drift(Response.REPAIRED));

  @Test
  void what_the_person_did_is_what_is_told() {
    assertThatCode(() -> TOLD.requireIs(OPENED, new Person("Alice Liddell", "a1")))
        .doesNotThrowAnyException();
  }

  @Test
  void another_person_is_another_story() {
    assertThatThrownBy(() -> TOLD.requireIs(OPENED, new Person("Bob Sawyer", "a1")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("Bob Sawyer opens public access, and Moat tells another story");
    assertThatThrownBy(() -> TOLD.requireIs(OPENED, new Person("Alice Liddell", "b2")))
        .isInstanceOf(Failure.class);
  }

  @Test
  void drift_that_is_not_repaired_is_another_story() {
    ToldDrift left = told(Records.drift(Response.REPORTED));

    assertThatThrownBy(() -> left.requireIs(OPENED, new Person("Alice Liddell", "a1")))
        .isInstanceOf(Failure.class);
  }

  @Test
  void another_change_is_another_story() {
    Tampering deleted = Tampering.deleteZoneGroup(Records.REQUEST.registry().id());

    assertThatThrownBy(() -> TOLD.requireIs(deleted, new Person("Alice Liddell", "a1")))
        .isInstanceOf(Failure.class);
  }

  @Test
  void the_change_is_known_by_its_correlation_id_in_any_spelling() {
    assertThat(TOLD.isCausedBy("C0FFEE")).isTrue();
    assertThat(TOLD.isCausedBy("decaf")).isFalse();
  }

  @Test
  void a_drift_that_no_event_told_of_names_nobody() {
    Drift drift = Records.drift(Response.REPAIRED);
    Drift silent =
        new Drift(drift.foundAt(), drift.differences(), Optional.empty(), drift.response());

    assertThat(ToldDrift.latest(step(silent))).isEmpty();
  }

  private static ToldDrift told(Drift drift) {
    return ToldDrift.latest(step(drift)).orElseThrow();
  }

  private static StepRecord step(Drift drift) {
    return StepRecord.pending(StepName.of(StepKind.LOCKDOWN), 1)
        .change()
        .status(StepStatus.SUCCEEDED)
        .drifts(List.of(drift))
        .record();
  }
}
