package dev.moat.localazure.servicebus;

import static dev.moat.localazure.servicebus.DelaysIT.assertFails;
import static dev.moat.localazure.servicebus.TestBus.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.moat.localazure.servicebus.broker.QueueSettings;
import dev.moat.localazure.servicebus.broker.Quota;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusalsIT {
  private static final int KIB = 1024;

  private TestBus world;

  @BeforeEach
  void start() throws Exception {
    world =
        new TestBus(
            new Quota(64 * KIB, 100 * KIB),
            QueueSettings.named("orders"),
            QueueSettings.named("sessions").withRequiresSession(true));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private static ServiceBusMessage message(int bytes) {
    return new ServiceBusMessage(BinaryData.fromBytes(new byte[bytes]));
  }

  @Test
  void an_unknown_queue_is_told_to_sender_and_receiver() {
    assertFails(
        () -> world.sender("bills").sendMessage(message(1)),
        ServiceBusFailureReason.MESSAGING_ENTITY_NOT_FOUND);
    assertFails(
        () -> world.receiver("bills").peekMessage(),
        ServiceBusFailureReason.MESSAGING_ENTITY_NOT_FOUND);
  }

  @Test
  void a_message_that_is_too_large_is_refused_and_the_sender_stays_usable() {
    ServiceBusSenderClient sender = world.sender("orders");

    assertFails(
        () -> sender.sendMessage(message(64 * KIB)), ServiceBusFailureReason.MESSAGE_SIZE_EXCEEDED);
    sender.sendMessage(message(60 * KIB));
    assertThat(world.bus.counts("orders").active()).isEqualTo(1);
  }

  @Test
  void a_full_queue_refuses_until_there_is_room() {
    ServiceBusSenderClient sender = world.sender("orders");
    sender.sendMessage(message(60 * KIB));
    assertFails(
        () -> sender.sendMessage(message(60 * KIB)), ServiceBusFailureReason.QUOTA_EXCEEDED);

    ServiceBusReceiverClient receiver = world.receiver("orders");
    receiver.complete(next(receiver));
    sender.sendMessage(message(60 * KIB));
    assertThat(world.bus.counts("orders").active()).isEqualTo(1);
  }

  @Test
  void a_message_without_session_is_refused_where_sessions_are_required() {
    assertThatThrownBy(() -> world.sender("sessions").sendMessage(message(1)))
        .hasMessageContaining("requires sessions");
  }

  @Test
  void a_session_receiver_is_refused_where_there_are_no_sessions() {
    assertThatThrownBy(() -> world.sessionReceiver("orders").acceptSession("a"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("has no sessions");
  }
}
