package dev.moat.queue.servicebus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import dev.moat.localazure.servicebus.LocalServiceBus;
import dev.moat.localazure.servicebus.ServiceBusConfig;
import dev.moat.localazure.servicebus.broker.QueueSettings;
import dev.moat.localazure.servicebus.broker.Quota;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Service Bus on this machine, with queues that drop duplicates, and a consumer of each. */
final class LocalQueues implements AutoCloseable {

  /** Of more, the client may lose some that come while a call is about to return. */
  private static final int AT_ONCE = 100;

  private final ServiceBusConfig config;
  private final Clock clock;
  private LocalServiceBus bus;

  private LocalQueues(ServiceBusConfig config, Clock clock, LocalServiceBus bus) {
    this.config = config;
    this.clock = clock;
    this.bus = bus;
  }

  static LocalQueues start(Clock clock, String... queues) throws IOException {
    return start(Quota.STANDARD, clock, queues);
  }

  static LocalQueues start(Quota quota, Clock clock, String... queues) throws IOException {
    ServiceBusConfig config =
        new ServiceBusConfig(
            Stream.of(queues)
                .map(QueueSettings::named)
                .map(queue -> queue.withDuplicateDetection(Duration.ofMinutes(10)))
                .toList());
    return new LocalQueues(
        config, clock, LocalServiceBus.start(config, quota, "localhost", 0, clock));
  }

  String connectionString() {
    return bus.connectionString();
  }

  /** Takes all that can be delivered now. */
  List<ServiceBusReceivedMessage> take(String queue) {
    bus.clockMoved();
    int deliverable = bus.counts(queue).active();
    List<ServiceBusReceivedMessage> taken = new ArrayList<>();
    if (deliverable > 0) {
      try (ServiceBusReceiverClient receiver = receiver(queue)) {
        while (taken.size() < deliverable) {
          int before = taken.size();
          receiver
              .receiveMessages(Math.min(AT_ONCE, deliverable - before), Duration.ofSeconds(10))
              .forEach(taken::add);
          if (taken.size() == before) {
            throw new AssertionError(
                "%d messages are in queue %s, and %d came".formatted(deliverable, queue, before));
          }
        }
      }
    }
    return taken;
  }

  void stop() {
    bus.close();
  }

  /** Starts again at the same port, with nothing in the queues. */
  void startAgain() throws IOException {
    bus = LocalServiceBus.start(config, bus.port(), clock);
  }

  @Override
  public void close() {
    bus.close();
  }

  private ServiceBusReceiverClient receiver(String queue) {
    return new ServiceBusClientBuilder()
        .connectionString(connectionString())
        .receiver()
        .queueName(queue)
        .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
        .buildClient();
  }
}
