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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Receivers and senders of the Azure SDK. Those of one namespace share one AMQP connection, as in
 * the real host, which keeps one client for each connection: the broker counts connections, and
 * with each function on its own a small app would have dozens.
 *
 * @see <a
 *     href="https://github.com/Azure/azure-sdk-for-net/blob/main/sdk/servicebus/Microsoft.Azure.WebJobs.Extensions.ServiceBus/src/Primitives/MessagingProvider.cs">MessagingProvider
 *     in the extension's source</a>
 */
final class SdkClients {

  /** What a builder builds shares a connection. */
  private final Map<ServiceBusConnection, ServiceBusClientBuilder> builders =
      new ConcurrentHashMap<>();

  private final AmqpRetryOptions retries;

  SdkClients(ClientRetryOptions retries) {
    this.retries = retryOptions(retries);
  }

  /** A processor of the SDK; it renews locks and reconnects by itself. The handler settles. */
  MessageReceiver receiver(
      ServiceBusConnection connection,
      String queue,
      ServiceBusOptions options,
      MessageReceiver.Handler handler,
      Consumer<Throwable> onError) {
    ServiceBusProcessorClient processor =
        builder(connection)
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

  MessageSender sender(ServiceBusConnection connection, String queue) {
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

  private static AmqpRetryOptions retryOptions(ClientRetryOptions options) {
    return new AmqpRetryOptions()
        .setMode(options.exponential() ? AmqpRetryMode.EXPONENTIAL : AmqpRetryMode.FIXED)
        .setTryTimeout(options.tryTimeout())
        .setDelay(options.delay())
        .setMaxDelay(options.maxDelay())
        .setMaxRetries(options.maxRetries());
  }

  private ServiceBusClientBuilder builder(ServiceBusConnection connection) {
    return builders.computeIfAbsent(connection, this::newBuilder);
  }

  private ServiceBusClientBuilder newBuilder(ServiceBusConnection connection) {
    ServiceBusClientBuilder builder = new ServiceBusClientBuilder().retryOptions(retries);
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
