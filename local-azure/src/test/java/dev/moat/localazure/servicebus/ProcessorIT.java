package dev.moat.localazure.servicebus;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceivedMessageContext;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.moat.localazure.servicebus.broker.QueueCounts;
import dev.moat.localazure.servicebus.broker.QueueSettings;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessorIT {
  private static final int AT_ONCE = 4;
  private static final int MESSAGES = 20;

  private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
  private final CountDownLatch handled = new CountDownLatch(MESSAGES);
  private TestBus world;

  @BeforeEach
  void start() throws Exception {
    world =
        new TestBus(
            QueueSettings.named("orders"),
            QueueSettings.named("sessions").withRequiresSession(true));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void a_processor_handles_as_many_at_once_as_it_is_told_and_settles_itself() throws Exception {
    CyclicBarrier together = new CyclicBarrier(AT_ONCE);
    run(
        world
            .builder()
            .processor()
            .queueName("orders")
            .maxConcurrentCalls(AT_ONCE)
            .prefetchCount(0)
            .disableAutoComplete()
            .processMessage(
                context -> {
                  meet(together);
                  complete(context);
                })
            .processError(error -> errors.add(error.getException()))
            .buildProcessorClient());
    ServiceBusSenderClient sender = world.sender("orders");
    for (int i = 0; i < MESSAGES; i++) {
      sender.sendMessage(new ServiceBusMessage("m" + i));
    }

    assertThat(handled.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(errors).isEmpty();
    assertThat(world.bus.counts("orders")).isEqualTo(new QueueCounts(0, 0, 0, 0, 0));
  }

  @Test
  void a_session_processor_goes_from_session_to_session() throws Exception {
    run(
        world
            .builder()
            .sessionProcessor()
            .queueName("sessions")
            .maxConcurrentSessions(2)
            .sessionIdleTimeout(TestBus.SHORT)
            .disableAutoComplete()
            .processMessage(this::complete)
            .processError(error -> errors.add(error.getException()))
            .buildProcessorClient());
    ServiceBusSenderClient sender = world.sender("sessions");
    for (int i = 0; i < MESSAGES; i++) {
      sender.sendMessage(new ServiceBusMessage("m" + i).setSessionId("s" + i % 5));
    }

    assertThat(handled.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(world.bus.counts("sessions").active()).isZero();
  }

  private void run(ServiceBusProcessorClient processor) {
    world.closeLater(processor, ServiceBusProcessorClient::close).start();
  }

  private void complete(ServiceBusReceivedMessageContext context) {
    context.complete();
    handled.countDown();
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("fewer messages came at once than asked for", e);
    }
  }
}
