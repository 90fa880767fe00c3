package dev.moat.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.Operator;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * What operators did with letters, each as one line of JSON in the log: {@code {"event":…,
 * "operator":…, "objectId":…, …}}. Most letters belong to no setup that has a history. What there
 * is not is left out; bodies are never in it.
 */
final class LetterLog {

  private static final Logger LOG = System.getLogger(LetterLog.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();

  private LetterLog() {}

  /** The beginning of a line. */
  static ObjectNode line(String event, Operator who) {
    ObjectNode line = JSON.createObjectNode().put("event", event).put("operator", who.name());
    who.objectId().ifPresent(id -> line.put("objectId", id));
    return line;
  }

  static void write(ObjectNode line) {
    LOG.log(Level.INFO, line.toString());
  }
}
