package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many changes at once are one check, or two where they come at the turn of two periods. */
class DriftBurstIT {

  /** Longer than a slow machine takes to hear of the whole burst. */
  @RegisterExtension
  static final MoatExtension MOAT = MoatExtension.instant().with("DRIFT_DEBOUNCE", "PT12S");

  @Test
  void burst_of_changes_is_looked_into_once() {
    SampleRequest request = SampleRequest.fresh("burst");
    MOAT.post(request).awaitSuccess(1);
    Scenario scenario = Scenario.on(MOAT, request);
    long events = MOAT.invocations("DriftEvent");
    MOAT.arm().disturbEvents("{\"hold\": true}");
    for (int i = 0; i < 50; i++) {
      Person.alice(MOAT.arm()).tag(request.registry(), "change " + i);
    }

    MOAT.arm().disturbEvents("{\"hold\": false}");
    scenario.awaitLine("SetupChecked");

    assertThat(MOAT.invocations("DriftEvent")).isGreaterThanOrEqualTo(events + 50);
    assertThat(scenario.writes()).isEmpty();
    assertThat(scenario.reasons()).containsOnly("SetupChecked").hasSizeLessThanOrEqualTo(2);
    assertThat(MOAT.invocations("CheckDrift")).isLessThanOrEqualTo(2);
    scenario.assertReadsAtMost(4);
  }
}
