package dev.moat.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.Drift;
import dev.moat.model.SetupId;
import dev.moat.model.StepName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Each drift as one line of JSON in the log, for queries and alerts: {@code {"event":"Drift",
 * "setup":…, "step":…, "response":…, "differences":[{"field":…,"expected":…,"found":…}],
 * "foundAt":…, "actor":{"name":…,"objectId":…,"appId":…}, "operation":…, "resource":…,
 * "changedAt":…, "correlationId":…}}. What no event told is left out.
 */
final class DriftLog {

  private static final Logger LOG = System.getLogger(DriftLog.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();

  private DriftLog() {}

  static void write(SetupId setup, StepName step, Drift drift) {
    LOG.log(Level.WARNING, line(setup, step, drift));
  }

  static String line(SetupId setup, StepName step, Drift drift) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("event", "Drift")
            .put("setup", setup.value())
            .put("step", step.value())
            .put("response", drift.response().name());
    return DriftJson.add(line, drift).toString();
  }
}
