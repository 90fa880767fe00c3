package dev.moat.arm.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ArmError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the bodies of errors, which come in four shapes: {@code {"error":{…}}}, the same with a
 * {@code status} beside it, flat (Private DNS records), and flat with capital letters (App
 * Service). Details may hold details; their codes and messages are often the more telling ones.
 */
final class ErrorBody {

  private final List<String> codes = new ArrayList<>();
  private final Set<String> messages = new LinkedHashSet<>();

  private ErrorBody() {}

  static ArmError read(int status, ObjectNode body, Optional<Duration> retryAfter) {
    JsonNode error = body.path("error").isObject() ? body.path("error") : body;
    ErrorBody read = new ErrorBody();
    read.collect(error);
    List<String> codes = read.codes;
    boolean named = !text(error, "code", "Code").isEmpty();
    return new ArmError(
        status,
        named ? codes.get(0) : "",
        String.join(" ", read.messages),
        named ? codes.subList(1, codes.size()) : codes,
        retryAfter);
  }

  private void collect(JsonNode error) {
    add(codes, text(error, "code", "Code"));
    add(codes, text(error, "ExtendedCode", "extendedCode"));
    String message = text(error, "message", "Message");
    if (!message.isEmpty()) {
      messages.add(message);
    }
    error.path("details").forEach(this::collect);
    error.path("Details").forEach(this::collect);
    collectInner(error.path("ErrorEntity"));
  }

  private void collectInner(JsonNode entity) {
    if (entity.isObject()) {
      collect(entity);
    }
  }

  private static void add(List<String> codes, String code) {
    if (!code.isEmpty()) {
      codes.add(code);
    }
  }

  private static String text(JsonNode error, String name, String orName) {
    return error.path(name).asText(error.path(orName).asText(""));
  }
}
