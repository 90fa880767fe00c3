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

  /**
   * What a dead letter calls it: see the values of {@code lastDeliveryOutcome} at <a
   * href="https://learn.microsoft.com/azure/event-grid/delivery-and-retry#dead-letter-events">dead-letter
   * events</a>. That 429 and 503 are {@code Busy} follows from its description; none is for 413,
   * 500 and others of a webhook, which keep the name of the status here. A name that cannot be
   * resolved is {@code ResolutionError} in Azure, and here one more {@code SocketError}.
   */
  default String inWords() {
    return switch (status()) {
      case 0 -> this instanceof TimedOut ? "TimedOut" : "SocketError";
      case 408 -> "TimedOut";
      case 429, 503 -> "Busy";
      default -> statusName(status());
    };
  }

  /** As .NET names a status. */
  static String statusName(int status) {
    return switch (status) {
      case 400 -> "BadRequest";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "NotFound";
      case 408 -> "RequestTimeout";
      case 413 -> "RequestEntityTooLarge";
      case 429 -> "TooManyRequests";
      case 500 -> "InternalServerError";
      case 503 -> "ServiceUnavailable";
      default -> "Http" + status;
    };
  }
}
