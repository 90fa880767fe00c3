package dev.moat.localazure.host.servicebus;

import com.azure.core.amqp.AmqpRetryMode;
import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.models.AmqpMessageBodyType;
import com.azure.core.util.BinaryData;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessageContext;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.moat.localazure.host.app.ClientRetryOptions;
import dev.moat.localazure.host.app.ServiceBusOptions;
import java.util.function.Consumer;

/** Receivers and senders of the Azure SDK. */
final class SdkClients {

  private SdkClients() {}

  /** A processor of the SDK; it renews locks and reconnects by itself. The handler settles. */
  static MessageReceiver receiver(
      ServiceBusConnection connection,
      String queue,
      ServiceBusOptions options,
      MessageReceiver.Handler handler,
      Consumer<Throwable> onError) {
    ServiceBusProcessorClient processor =
        builder(connection)
            .retryOptions(retries(options.clientRetryOptions()))
            .processor()
            .queueName(queue)
            .maxConcurrentCalls(options.maxConcurrentCalls())
            .prefetchCount(options.prefetchCount())
            .maxAutoLockRenewDuration(options.maxAutoLockRenewalDuration())
            .disableAutoComplete()
            .processMessage(
                context -> handler.handle(message(context.getMessage()), settlement(context)))
            .processError(context -> onError.accept(context.getException()))
            .buildProcessorClient();
    return new MessageReceiver() {
      @Override
      public void start() {
        processor.start();
      }

      @Override
      public void close() {
        processor.close();
      }
    };
  }

  static MessageSender sender(ServiceBusConnection connection, String queue) {
    ServiceBusSenderClient sender = builder(connection).sender().queueName(queue).buildClient();
    return new MessageSender() {
      @Override
      public void send(String body) {
        sender.sendMessage(
            new ServiceBusMessage(BinaryData.fromString(body)).setContentType("text/plain"));
      }

      @Override
      public void close() {
        sender.close();
      }
    };
  }

  private static AmqpRetryOptions retries(ClientRetryOptions options) {
    return new AmqpRetryOptions()
        .setMode(options.exponential() ? AmqpRetryMode.EXPONENTIAL : AmqpRetryMode.FIXED)
        .setTryTimeout(options.tryTimeout())
        .setDelay(options.delay())
        .setMaxDelay(options.maxDelay())
        .setMaxRetries(options.maxRetries());
  }

  private static ServiceBusClientBuilder builder(ServiceBusConnection connection) {
    ServiceBusClientBuilder builder = new ServiceBusClientBuilder();
    if (connection instanceof ServiceBusConnection.Identity identity) {
      DefaultAzureCredentialBuilder credential = new DefaultAzureCredentialBuilder();
      identity.clientId().ifPresent(credential::managedIdentityClientId);
      return builder.credential(identity.fullyQualifiedNamespace(), credential.build());
    }
    return builder.connectionString(((ServiceBusConnection.ConnectionString) connection).value());
  }

  private static MessageReceiver.Settlement settlement(ServiceBusReceivedMessageContext context) {
    return new MessageReceiver.Settlement() {
      @Override
      public void complete() {
        context.complete();
      }

      @Override
      public void abandon() {
        context.abandon();
      }
    };
  }

  private static QueueMessage message(ServiceBusReceivedMessage message) {
    return new QueueMessage(
        body(message),
        message.getMessageId(),
        Math.toIntExact(message.getDeliveryCount()) + 1,
        message.getSequenceNumber(),
        message.getEnqueuedTime(),
        message.getExpiresAt(),
        message.getLockToken(),
        message.getContentType(),
        message.getSubject(),
        message.getCorrelationId(),
        message.getReplyTo(),
        message.getReplyToSessionId(),
        message.getSessionId(),
        message.getPartitionKey(),
        message.getTo(),
        message.getDeadLetterSource(),
        message.getApplicationProperties());
  }

  private static String body(ServiceBusReceivedMessage message) {
    var amqp = message.getRawAmqpMessage().getBody();
    return amqp.getBodyType() == AmqpMessageBodyType.DATA
        ? message.getBody().toString()
        : String.valueOf(amqp.getValue());
  }
}
