package dev.moat.queue.servicebus;

import dev.moat.contract.QueuesContract;
import dev.moat.contract.TestClock;
import dev.moat.queue.Queues;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

final class ServiceBusQueuesIT extends QueuesContract {

  private @Nullable LocalQueues bus;
  private @Nullable ServiceBusQueues queues;

  @Override
  protected Queues emptyQueues(TestClock clock) throws IOException {
    bus = LocalQueues.start(clock, EVENTS, SUBNET);
    queues = ServiceBusQueues.ofConnectionString(bus.connectionString(), UnaryOperator.identity());
    return queues;
  }

  @Override
  protected List<Delivered> delivered(String queue) {
    return bus.take(queue).stream()
        .map(
            message ->
                new Delivered(
                    message.getMessageId(),
                    message.getBody().toString(),
                    message.getApplicationProperties()))
        .toList();
  }

  @AfterEach
  void stop() {
    queues.close();
    bus.close();
  }
}
