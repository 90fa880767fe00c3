package dev.moat.localazure.host.timer;

import com.google.gson.JsonObject;
import java.time.Instant;

/**
 * When a timer last ran and when it is due next.
 *
 * @param last {@link #NEVER} when it has not run yet
 */
record ScheduleStatus(Instant last, Instant next, Instant lastUpdated) {

  /** .NET's smallest date, which the real host writes for a timer that never ran. */
  static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("Last", last.toString());
    json.addProperty("Next", next.toString());
    json.addProperty("LastUpdated", lastUpdated.toString());
    return json;
  }

  static ScheduleStatus fromJson(JsonObject json) {
    return new ScheduleStatus(
        Instant.parse(json.get("Last").getAsString()),
        Instant.parse(json.get("Next").getAsString()),
        Instant.parse(json.get("LastUpdated").getAsString()));
  }
}
