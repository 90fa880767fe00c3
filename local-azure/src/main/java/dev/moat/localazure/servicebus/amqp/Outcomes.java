package dev.moat.localazure.servicebus.amqp;

import dev.moat.localazure.servicebus.broker.DeadLetter;
import dev.moat.localazure.servicebus.broker.Queue;
import dev.moat.localazure.servicebus.broker.Refusal;
import dev.moat.localazure.servicebus.broker.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.jspecify.annotations.Nullable;

/** The outcomes of AMQP as the settlements of Service Bus. */
final class Outcomes {
  private Outcomes() {}

  static void apply(Queue queue, UUID lockToken, DeliveryState outcome) {
    if (outcome instanceof Accepted) {
      queue.complete(lockToken);
    } else if (outcome instanceof Released) {
      queue.release(lockToken);
    } else if (outcome instanceof Modified modified) {
      applyModified(queue, lockToken, modified);
    } else if (outcome instanceof Rejected rejected) {
      deadLetter(queue, lockToken, errorInfo(rejected.getError()));
    } else {
      throw new RefusedException(
          Refusal.NOT_IMPLEMENTED,
          "Cannot settle with %s: transactions are not supported here."
              .formatted(outcome.getClass().getSimpleName()));
    }
  }

  private static void applyModified(Queue queue, UUID lockToken, Modified modified) {
    Map<String, Object> properties = properties(modified.getMessageAnnotations());
    if (Boolean.TRUE.equals(modified.getUndeliverableHere())) {
      queue.defer(lockToken, properties);
    } else {
      queue.abandon(lockToken, properties);
    }
  }

  private static Map<String, Object> errorInfo(@Nullable ErrorCondition error) {
    return properties(error == null ? null : error.getInfo());
  }

  private static void deadLetter(Queue queue, UUID lockToken, Map<String, Object> info) {
    Object reason = info.remove(DeadLetter.REASON);
    Object description = info.remove(DeadLetter.ERROR_DESCRIPTION);
    queue.deadLetter(lockToken, text(reason), text(description), info);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  /** Properties by name; clients use symbols for names in some places and strings in others. */
  static Map<String, Object> properties(@Nullable Map<?, ?> values) {
    Map<String, Object> properties = new LinkedHashMap<>();
    if (values != null) {
      values.forEach((name, value) -> properties.put(name.toString(), value));
    }
    return properties;
  }
}
