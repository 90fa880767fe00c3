package dev.moat.localazure.servicebus.amqp;

import dev.moat.localazure.servicebus.broker.Message;
import dev.moat.localazure.servicebus.broker.NewMessage;
import dev.moat.localazure.servicebus.broker.Queue;
import dev.moat.localazure.servicebus.broker.ReceiveMode;
import dev.moat.localazure.servicebus.broker.Refusal;
import dev.moat.localazure.servicebus.broker.RefusedException;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.jspecify.annotations.Nullable;

/**
 * The {@code $management} node of a queue (<a
 * href="https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-request-response">request-response
 * operations</a>).
 */
final class Management implements RequestNode {
  private static final String PREFIX = "com.microsoft:";

  private final Queue queue;
  private final MessageCodec codec;

  Management(Queue queue, MessageCodec codec) {
    this.queue = queue;
    this.codec = codec;
  }

  @Override
  public Response answer(org.apache.qpid.proton.message.Message request) {
    String operation = operation(request);
    Fields fields = fields(request);
    return switch (operation) {
      case PREFIX + "schedule-message" -> schedule(fields);
      case PREFIX + "cancel-scheduled-message" -> cancelScheduled(fields);
      case PREFIX + "peek-message" -> peek(fields);
      case PREFIX + "renew-lock" -> renewLocks(fields);
      case PREFIX + "receive-by-sequence-number" -> receiveDeferred(fields);
      case PREFIX + "update-disposition" -> updateDisposition(fields);
      case PREFIX + "renew-session-lock" -> renewSessionLock(fields);
      case PREFIX + "get-session-state" -> sessionState(fields);
      case PREFIX + "set-session-state" -> setSessionState(fields);
      default ->
          throw new RefusedException(
              Refusal.NOT_IMPLEMENTED,
              "The operation '%s' is not supported here.".formatted(operation));
    };
  }

  private static String operation(org.apache.qpid.proton.message.Message request) {
    return request.getApplicationProperties() == null
        ? "none"
        : String.valueOf(request.getApplicationProperties().getValue().get("operation"));
  }

  private static Fields fields(org.apache.qpid.proton.message.Message request) {
    if (request.getBody() instanceof AmqpValue body && body.getValue() instanceof Map<?, ?> map) {
      return new Fields(map);
    }
    throw new RefusedException(Refusal.MALFORMED, "The body of a request should be a map.");
  }

  private Response schedule(Fields request) {
    List<NewMessage> messages =
        request.list("messages", Map.class).stream().map(this::scheduled).toList();
    return Response.ok(Map.of("sequence-numbers", queue.schedule(messages).toArray(Long[]::new)));
  }

  private NewMessage scheduled(Map<?, ?> entry) {
    return codec.decode(Fields.bytes(new Fields(entry).required("message", Binary.class)));
  }

  private Response cancelScheduled(Fields request) {
    queue.cancelScheduled(request.list("sequence-numbers", Long.class));
    return Response.ok(Map.of());
  }

  private Response peek(Fields request) {
    List<Message> messages =
        queue.peek(
            request.required("from-sequence-number", Long.class),
            Math.max(0, request.required("message-count", Integer.class)),
            request.optional("session-id", String.class));
    return messages.isEmpty()
        ? Response.nothing()
        : Response.ok(Map.of("messages", messages.stream().map(this::entry).toList()));
  }

  private Response renewLocks(Fields request) {
    Date[] expirations =
        request.list("lock-tokens", UUID.class).stream()
            .map(queue::renewLock)
            .map(Date::from)
            .toArray(Date[]::new);
    return Response.ok(Map.of("expirations", expirations));
  }

  private Response receiveDeferred(Fields request) {
    boolean delete =
        request.required("receiver-settle-mode", UnsignedInteger.class).intValue() == 0;
    List<Message> messages =
        queue.receiveDeferred(
            request.list("sequence-numbers", Long.class),
            delete ? ReceiveMode.RECEIVE_AND_DELETE : ReceiveMode.PEEK_LOCK,
            request.optional("session-id", String.class));
    if (messages.isEmpty()) {
      throw new RefusedException(
          Refusal.MESSAGE_NOT_FOUND,
          "Queue '%s' has no deferred message with one of the sequence numbers asked for."
              .formatted(queue.settings().name()));
    }
    return Response.ok(Map.of("messages", messages.stream().map(this::entry).toList()));
  }

  private Map<String, Object> entry(Message message) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("message", new Binary(codec.encode(message)));
    UUID lockToken = message.lockToken();
    if (lockToken != null) {
      entry.put("lock-token", lockToken);
    }
    return entry;
  }

  private Response updateDisposition(Fields request) {
    String status = request.required("disposition-status", String.class);
    String sessionId = request.optional("session-id", String.class);
    if (sessionId != null) {
      queue.sessions().requireLock(sessionId);
    }
    for (UUID lockToken : request.list("lock-tokens", UUID.class)) {
      settle(lockToken, status, request);
    }
    return Response.ok(Map.of());
  }

  private void settle(UUID lockToken, String status, Fields request) {
    Map<String, Object> properties =
        Outcomes.properties(request.optional("properties-to-modify", Map.class));
    switch (status) {
      case "completed" -> queue.complete(lockToken);
      case "abandoned" -> queue.abandon(lockToken, properties);
      case "defered" -> queue.defer(lockToken, properties);
      case "suspended" ->
          queue.deadLetter(
              lockToken,
              request.optional("deadletter-reason", String.class),
              request.optional("deadletter-description", String.class),
              properties);
      default ->
          throw new RefusedException(
              Refusal.MALFORMED,
              "A disposition is completed, abandoned, defered or suspended, not '%s'."
                  .formatted(status));
    }
  }

  private Response renewSessionLock(Fields request) {
    return Response.ok(
        Map.of("expiration", Date.from(queue.sessions().renewLock(sessionId(request)))));
  }

  private Response sessionState(Fields request) {
    byte[] state = queue.sessions().state(sessionId(request));
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("session-state", state == null ? null : new Binary(state));
    return Response.ok(body);
  }

  private Response setSessionState(Fields request) {
    Binary state = request.optional("session-state", Binary.class);
    queue.sessions().setState(sessionId(request), state == null ? null : Fields.bytes(state));
    return Response.ok(Map.of());
  }

  private static String sessionId(Fields request) {
    return request.required("session-id", String.class);
  }
}
