package dev.moat.queue.servicebus;

import com.azure.core.amqp.models.AmqpMessageBody;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import dev.moat.queue.Letter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What Service Bus delivers, as a letter and as a message to send again. */
final class ReceivedLetters {

  /** Put there by the broker or by whoever dead-lettered the message, not by its sender. */
  private static final String REASON = "DeadLetterReason";

  private static final String DESCRIPTION = "DeadLetterErrorDescription";

  private ReceivedLetters() {}

  static Letter letter(ServiceBusReceivedMessage message) {
    Map<String, String> properties = new LinkedHashMap<>();
    sendersProperties(message)
        .forEach((name, value) -> properties.put(name, String.valueOf(value)));
    return new Letter(
        message.getSequenceNumber(),
        Optional.ofNullable(message.getMessageId()),
        text(message),
        Optional.ofNullable(message.getContentType()),
        properties,
        message.getEnqueuedTime().toInstant(),
        message.getDeliveryCount(),
        Optional.ofNullable(message.getDeadLetterReason()),
        Optional.ofNullable(message.getDeadLetterErrorDescription()));
  }

  /** The same content as a new message: with a time to live and a delivery count of its own. */
  static ServiceBusMessage copy(ServiceBusReceivedMessage message, String messageId) {
    ServiceBusMessage copy =
        new ServiceBusMessage(message.getRawAmqpMessage().getBody())
            .setMessageId(MessageIds.fitting(messageId))
            .setContentType(message.getContentType())
            .setCorrelationId(message.getCorrelationId())
            .setSubject(message.getSubject());
    copy.getApplicationProperties().putAll(sendersProperties(message));
    return copy;
  }

  private static Map<String, Object> sendersProperties(ServiceBusReceivedMessage message) {
    Map<String, Object> properties = new LinkedHashMap<>(message.getApplicationProperties());
    properties.remove(REASON);
    properties.remove(DESCRIPTION);
    return properties;
  }

  /** Other senders than the Azure clients may send values in place of bytes. */
  private static String text(ServiceBusReceivedMessage message) {
    AmqpMessageBody body = message.getRawAmqpMessage().getBody();
    return switch (body.getBodyType()) {
      case DATA -> message.getBody().toString();
      case VALUE -> String.valueOf(body.getValue());
      case SEQUENCE -> String.valueOf(body.getSequence());
    };
  }
}
