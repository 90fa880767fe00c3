package dev.moat.localazure.servicebus;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import dev.moat.localazure.servicebus.broker.QueueSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendAndReceiveIT {
  private TestBus world;

  @BeforeEach
  void start() throws Exception {
    world = new TestBus(QueueSettings.named("orders"));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void a_message_arrives_as_it_was_sent_and_is_gone_when_completed() {
    ServiceBusMessage sent =
        new ServiceBusMessage("body").setMessageId("m-1").setSubject("s").setContentType("text/x");
    sent.getApplicationProperties().put("number", 7);

    world.sender("orders").sendMessage(sent);
    var receiver = world.receiver("orders");
    ServiceBusReceivedMessage received = TestBus.next(receiver);

    assertThat(received.getBody()).hasToString("body");
    assertThat(received.getMessageId()).isEqualTo("m-1");
    assertThat(received.getSubject()).isEqualTo("s");
    assertThat(received.getContentType()).isEqualTo("text/x");
    assertThat(received.getApplicationProperties()).containsEntry("number", 7);
    assertThat(received.getDeliveryCount()).isZero();
    assertThat(received.getSequenceNumber()).isEqualTo(1);
    assertThat(received.getEnqueuedTime().toInstant()).isEqualTo(world.clock.instant());
    receiver.complete(received);
    assertThat(world.bus.counts("orders").active()).isZero();
  }
}
