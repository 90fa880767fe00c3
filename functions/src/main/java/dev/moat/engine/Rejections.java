package dev.moat.engine;

import static java.util.stream.Collectors.joining;

import dev.moat.model.Outgoing;
import dev.moat.model.ResourceId;
import dev.moat.queue.Queues;
import dev.moat.request.Problem;
import dev.moat.store.Requests;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts a message that cannot become a setup where an operator finds it: whole in the queue {@code
 * rejected-requests}, with its reasons as properties, and in a row that can be listed. A rejection
 * that is repeated after a crash is the same rejection.
 */
public final class Rejections {

  /** Of a property's text: Service Bus allows 32 KB, and people do not read more. */
  private static final int LONGEST_DETAIL = 4_000;

  private final Requests requests;
  private final Queues queues;
  private final Clock clock;

  public Rejections(Requests requests, Queues queues, Clock clock) {
    this.requests = requests;
    this.queues = queues;
    this.clock = clock;
  }

  void reject(String messageId, Optional<String> requestId, List<Problem> problems, String body) {
    String reason = problems.get(0).reason().label();
    String detail = problems.stream().map(Rejections::inWords).collect(joining("\n"));
    reject(messageId, requestId, reason, detail, body);
  }

  void rejectReusedId(String messageId, String requestId, ResourceId registry, String body) {
    String detail =
        "/requestId: '"
            + requestId
            + "' was used before by another request, for registry "
            + registry
            + ". Give each request an id of its own.";
    reject(messageId, Optional.of(requestId), "RequestIdReused", detail, body);
  }

  /**
   * The id under which a rejected message is in its queue.
   *
   * @param rejected the message's own id
   */
  static String messageId(String rejected) {
    return "rejected/" + rejected;
  }

  private void reject(
      String messageId, Optional<String> requestId, String reason, String detail, String body) {
    String shown = detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
    queues.send(
        new Outgoing(
            Messages.REJECTED_REQUESTS,
            messageId(messageId),
            body,
            Optional.empty(),
            Map.of("reason", reason, "detail", shown)));
    requests.reject(
        new Requests.Rejected(messageId, requestId, reason, shown, body, clock.instant()));
  }

  private static String inWords(Problem problem) {
    return problem.reason().label() + " at '" + problem.pointer() + "': " + problem.message();
  }
}
