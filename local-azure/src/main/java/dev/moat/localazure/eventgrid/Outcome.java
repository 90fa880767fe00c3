package dev.moat.localazure.eventgrid;

import java.util.Map;
import java.util.Set;

/** How an attempt to deliver ended. */
sealed interface Outcome {

  /** The endpoint answered. */
  record Answered(int status) implements Outcome {}

  /** No answer came within 30 seconds. */
  record TimedOut() implements Outcome {}

  /** The endpoint could not be reached. */
  record Unreachable(String why) implements Outcome {}

  /**
   * The statuses that Event Grid takes for success, and no others: see <a
   * href="https://learn.microsoft.com/azure/event-grid/delivery-and-retry#message-delivery-status">message
   * delivery status</a>.
   */
  Set<Integer> SUCCESSES = Set.of(200, 201, 202, 203, 204);

  /**
   * The statuses of a webhook after which nothing is tried again, with the reason that dead letters
   * give: see <a
   * href="https://learn.microsoft.com/azure/event-grid/delivery-and-retry#retry-schedule">retry
   * schedule</a>. The first reason was seen in public; the others are built like it.
   */
  Map<Integer, String> FINAL =
      Map.of(
          400, "UndeliverableDueToHttpBadRequest",
          401, "UndeliverableDueToHttpUnauthorized",
          403, "UndeliverableDueToHttpForbidden",
          413, "UndeliverableDueToHttpRequestEntityTooLarge");

  default boolean isSuccess() {
    return SUCCESSES.contains(status());
  }

  /** The HTTP status, 0 when there was no answer. */
  default int status() {
    return this instanceof Answered answered ? answered.status() : 0;
  }

  /** What a dead letter calls it: the name of the status. */
  default String azureName() {
    return switch (status()) {
      case 0 -> this instanceof TimedOut ? "TimedOut" : "SocketError";
      case 400 -> "BadRequest";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "NotFound";
      case 408 -> "TimedOut";
      case 413 -> "RequestEntityTooLarge";
      case 429 -> "TooManyRequests";
      case 500 -> "InternalServerError";
      case 503 -> "ServiceUnavailable";
      default -> "Http" + status();
    };
  }
}
