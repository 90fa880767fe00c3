package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Resource Manager answers.
 *
 * @param status the HTTP status code
 * @param headers in the order they are sent
 * @param body the JSON body, or null when the answer has none
 * @param delay how long the answer takes to arrive; the core never waits, its transport does
 */
public record ArmReply(
    int status, Map<String, String> headers, @Nullable JsonNode body, Duration delay) {

  /** An answer that arrives at once. */
  public ArmReply(int status, Map<String, String> headers, @Nullable JsonNode body) {
    this(status, headers, body, Duration.ZERO);
  }

  static ArmReply of(int status, JsonNode body) {
    return new ArmReply(status, Map.of(), body);
  }

  static ArmReply empty(int status) {
    return new ArmReply(status, Map.of(), null);
  }

  /** The value of a header whose name is compared without case, or null. */
  public @Nullable String header(String name) {
    return Headers.find(headers, name);
  }

  ArmReply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new ArmReply(status, more, body, delay);
  }

  ArmReply delayedBy(Duration more) {
    return new ArmReply(status, headers, body, delay.plus(more));
  }
}
