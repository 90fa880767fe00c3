package dev.moat.localazure.servicebus;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.ServiceBusSessionReceiverClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.azure.messaging.servicebus.models.SubQueue;
import dev.moat.localazure.SettableClock;
import dev.moat.localazure.servicebus.broker.QueueSettings;
import dev.moat.localazure.servicebus.broker.Quota;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** A local Service Bus with a clock that tests move, and the unmodified SDK's clients for it. */
final class TestBus implements AutoCloseable {
  static final Duration SHORT = Duration.ofMillis(500);
  static final Duration LONG = Duration.ofSeconds(20);

  final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
  final LocalServiceBus bus;
  private final Deque<Runnable> closings = new ArrayDeque<>();

  TestBus(Quota quota, QueueSettings... queues) throws IOException {
    bus =
        LocalServiceBus.start(new ServiceBusConfig(List.of(queues)), quota, "localhost", 0, clock);
  }

  TestBus(QueueSettings... queues) throws IOException {
    this(Quota.STANDARD, queues);
  }

  ServiceBusClientBuilder builder() {
    return new ServiceBusClientBuilder()
        .connectionString(bus.connectionString())
        .retryOptions(new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(LONG));
  }

  ServiceBusSenderClient sender(String queue) {
    return closeLater(
        builder().sender().queueName(queue).buildClient(), ServiceBusSenderClient::close);
  }

  ServiceBusReceiverClient receiver(String queue) {
    return closeLater(
        builder().receiver().queueName(queue).disableAutoComplete().buildClient(),
        ServiceBusReceiverClient::close);
  }

  ServiceBusReceiverClient deletingReceiver(String queue) {
    return closeLater(
        builder()
            .receiver()
            .queueName(queue)
            .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
            .buildClient(),
        ServiceBusReceiverClient::close);
  }

  ServiceBusReceiverClient deadLetterReceiver(String queue) {
    return closeLater(
        builder()
            .receiver()
            .queueName(queue)
            .subQueue(SubQueue.DEAD_LETTER_QUEUE)
            .disableAutoComplete()
            .buildClient(),
        ServiceBusReceiverClient::close);
  }

  ServiceBusSessionReceiverClient sessionReceiver(String queue) {
    return closeLater(
        builder().sessionReceiver().queueName(queue).disableAutoComplete().buildClient(),
        ServiceBusSessionReceiverClient::close);
  }

  /** Notes how to close a client, for when the test ends. */
  <T> T closeLater(T client, Consumer<T> close) {
    closings.push(() -> close.accept(client));
    return client;
  }

  /** The next message; fails when none comes. */
  static ServiceBusReceivedMessage next(ServiceBusReceiverClient receiver) {
    return receiver.receiveMessages(1, LONG).stream()
        .findFirst()
        .orElseThrow(() -> new AssertionError("no message came"));
  }

  static List<ServiceBusReceivedMessage> next(ServiceBusReceiverClient receiver, int count) {
    List<ServiceBusReceivedMessage> messages = new ArrayList<>();
    while (messages.size() < count) {
      messages.add(next(receiver));
    }
    return messages;
  }

  /** Moves the clock and lets the broker do what is due. */
  void pass(Duration time) {
    clock.advance(time);
    bus.clockMoved();
  }

  void closeClients() {
    while (!closings.isEmpty()) {
      closings.pop().run();
    }
  }

  @Override
  public void close() {
    closeClients();
    bus.close();
  }
}
