package dev.moat.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.Drift;
import dev.moat.model.SetupId;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Each drift as one line of JSON in the log, for queries and alerts: {@code {"event":"Drift",
 * "setup":…, "step":…, "response":…, "differences":[{"field":…,"expected":…,"found":…}],
 * "foundAt":…, "actor":{"name":…,"objectId":…,"appId":…}, "operation":…, "resource":…,
 * "changedAt":…, "correlationId":…}}. What no event told is left out. When an event told it only
 * after that line was written, there is another one, {@code {"event":"DriftExplained", …}}: the
 * same drift with all that is known of it, which is not to be counted again.
 */
final class DriftLog {

  private static final Logger LOG = System.getLogger(DriftLog.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();

  private DriftLog() {}

  static void write(SetupId setup, StepName step, Drift drift) {
    LOG.log(Level.WARNING, line("Drift", setup, step, drift));
  }

  /** Writes a line if the step's last drift was explained between these two records of it. */
  static void explained(SetupId setup, StepRecord before, StepRecord after) {
    DriftResponse.explainedBetween(before, after)
        .ifPresent(
            drift -> LOG.log(Level.WARNING, line("DriftExplained", setup, after.name(), drift)));
  }

  static String line(String event, SetupId setup, StepName step, Drift drift) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("event", event)
            .put("setup", setup.value())
            .put("step", step.value())
            .put("response", drift.response().name());
    return DriftJson.add(line, drift).toString();
  }
}
