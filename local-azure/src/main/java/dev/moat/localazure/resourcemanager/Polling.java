package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.resourcemanager.Operation.Dialect;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers the polls of operations, each provider in its own way. */
final class Polling {
  private static final int LONGEST_NETWORK_WAIT = 160;

  private final Latency latency;

  Polling(Latency latency) {
    this.latency = latency;
  }

  /** The first answer to the call that began an operation: its headers over the given answer. */
  ArmReply announce(Operation operation, ArmReply answer) {
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    headers.putAll(links(operation));
    headers.put(Headers.RETRY_AFTER, seconds(operation.retryAfterSeconds()));
    return new ArmReply(answer.status(), headers, answer.body(), answer.delay());
  }

  /**
   * The answer while the work goes on.
   *
   * @param poll which poll this is, from 1
   */
  ArmReply unfinished(Operation operation, boolean ofResult, int poll) {
    String retryAfter = seconds(wait(operation, poll));
    if (ofResult) {
      return ArmReply.empty(202)
          .with(Headers.LOCATION, operation.resultUrl())
          .with(Headers.RETRY_AFTER, retryAfter);
    }
    ObjectNode body = status(operation, operation.word());
    ArmReply reply =
        switch (operation.dialect()) {
          case PRIVATE_DNS -> new ArmReply(202, links(operation), body);
          case REGISTRY -> new ArmReply(200, links(operation), body);
          case REGISTRY_CONNECTION -> new ArmReply(201, links(operation), body);
          case NETWORK, RESOURCE_GROUP, EVENT_GRID -> ArmReply.of(200, body);
        };
    return reply.with(Headers.RETRY_AFTER, retryAfter);
  }

  ArmReply finished(Operation operation, boolean ofResult) {
    if (ofResult) {
      return result(operation);
    }
    ArmError failure = operation.failure();
    if (failure == null) {
      return ArmReply.of(200, status(operation, "Succeeded"));
    }
    return ArmReply.of(
        200, status(operation, "Failed").<ObjectNode>set("error", failure.content()));
  }

  private static ArmReply result(Operation operation) {
    if (operation.failure() != null) {
      return operation.failure().reply();
    }
    return ArmReply.empty(operation.dialect() == Dialect.NETWORK ? 204 : 200);
  }

  private static ObjectNode status(Operation operation, String word) {
    ObjectNode body = Json.object();
    if (operation.dialect() == Dialect.REGISTRY_CONNECTION) {
      String path = operation.statusPath();
      body.put("id", path).put("name", path.substring(path.lastIndexOf('/') + 1));
    }
    if (operation.dialect() == Dialect.EVENT_GRID) {
      body.put("id", operation.statusUrl()).put("name", operation.id());
    }
    return body.put("status", word);
  }

  private static Map<String, String> links(Operation operation) {
    Map<String, String> links = new LinkedHashMap<>();
    switch (operation.style()) {
      case STATUS_ONLY -> links.put(Headers.ASYNC_OPERATION, operation.statusUrl());
      case LOCATION_ONLY -> links.put(Headers.LOCATION, operation.resultUrl());
      case STATUS_AND_LOCATION -> {
        links.put(Headers.ASYNC_OPERATION, operation.statusUrl());
        links.put(Headers.LOCATION, operation.resultUrl());
      }
    }
    return links;
  }

  /** Microsoft.Network asks for ever longer waits; the others stay with the first. */
  private static int wait(Operation operation, int poll) {
    int first = operation.retryAfterSeconds();
    if (operation.dialect() != Dialect.NETWORK) {
      return first;
    }
    return Math.min(LONGEST_NETWORK_WAIT, first << Math.min(poll - 1, 6));
  }

  private String seconds(int azureSeconds) {
    return Integer.toString(latency.retryAfterSeconds(azureSeconds));
  }
}
