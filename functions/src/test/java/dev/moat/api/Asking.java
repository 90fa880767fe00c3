package dev.moat.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.jspecify.annotations.Nullable;

/** A call that a test makes; whatever is answered must be as the document has it. */
final class Asking {

  /** What tells operators of each refusal. */
  private static final String GUIDE = read(Path.of("../docs/http-api.md"));

  private final Api api;
  private final Endpoint endpoint;
  private final Map<String, String> path = new HashMap<>();
  private final Map<String, String> query = new HashMap<>();
  private final Map<String, String> headers = new HashMap<>();
  private final List<LogRecord> logged = new ArrayList<>();
  private @Nullable String body;

  Asking(Api api, Endpoint endpoint) {
    this.api = api;
    this.endpoint = endpoint;
  }

  Asking path(String name, String value) {
    path.put(name, value);
    return this;
  }

  Asking query(String name, String value) {
    query.put(name, value);
    return this;
  }

  Asking header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** As JSON. */
  Asking body(String json) {
    body = json;
    headers.putIfAbsent("content-type", "application/json; charset=utf-8");
    return this;
  }

  Reply reply() {
    Call call = new Call(path, query, headers, Optional.ofNullable(body), "invocation-1");
    Reply reply = api.answer(endpoint, call, logger());
    Document.assertAllows(endpoint, reply);
    assertThat(reply.headers())
        .containsEntry("Cache-Control", "no-store")
        .containsEntry("X-Content-Type-Options", "nosniff");
    return reply;
  }

  /** What the call led to in the log of the invocation. */
  List<LogRecord> logged() {
    return logged;
  }

  private Logger logger() {
    Logger logger = Logger.getAnonymousLogger();
    logger.setUseParentHandlers(false);
    logger.addHandler(
        new StreamHandler() {
          @Override
          public void publish(LogRecord record) {
            logged.add(record);
          }
        });
    return logger;
  }

  /** The answer's body. */
  JsonNode json(int expectedStatus) {
    Reply reply = reply();
    assertThat(reply.status()).as(reply.toString()).isEqualTo(expectedStatus);
    return Document.parse(reply.body().orElseThrow());
  }

  /** Expects to be refused. */
  JsonNode refused(int expectedStatus, String code) {
    JsonNode problem = json(expectedStatus);
    assertThat(problem.path("code").textValue()).as(problem.toString()).isEqualTo(code);
    assertThat(problem.path("type").textValue()).isEqualTo("urn:moat:problem:" + code);
    assertThat(problem.path("status").intValue()).isEqualTo(expectedStatus);
    assertThat(GUIDE).as("the guide").contains("| `%s` | %d |".formatted(code, expectedStatus));
    return problem;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
