package dev.moat.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What a class has logged since this was made. */
final class Logged extends Handler implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Logger logger;
  private final @Nullable Level levelBefore;
  private final List<LogRecord> records = new ArrayList<>();

  Logged(Class<?> by) {
    logger = Logger.getLogger(by.getName());
    levelBefore = logger.getLevel();
    logger.setLevel(Level.ALL);
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  /** The messages, in order. */
  List<String> messages() {
    return records.stream().map(LogRecord::getMessage).toList();
  }

  /** The messages, each as the JSON it is. */
  List<JsonNode> lines() throws JsonProcessingException {
    List<JsonNode> lines = new ArrayList<>();
    for (String message : messages()) {
      lines.add(JSON.readTree(message));
    }
    return lines;
  }

  @Override
  public void publish(LogRecord record) {
    records.add(record);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setLevel(levelBefore);
    logger.setUseParentHandlers(true);
  }
}
