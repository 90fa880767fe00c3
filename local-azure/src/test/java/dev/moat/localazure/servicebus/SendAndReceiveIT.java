package dev.moat.localazure.servicebus;

import static dev.moat.localazure.servicebus.TestBus.next;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusMessageBatch;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.AbandonOptions;
import com.azure.messaging.servicebus.models.ServiceBusMessageState;
import dev.moat.localazure.servicebus.broker.QueueCounts;
import dev.moat.localazure.servicebus.broker.QueueSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendAndReceiveIT {
  private static final QueueCounts EMPTY = new QueueCounts(0, 0, 0, 0, 0);

  private TestBus world;

  @BeforeEach
  void start() throws Exception {
    world =
        new TestBus(
            QueueSettings.named("orders").withMaxDeliveryCount(3),
            QueueSettings.named("unique").withDuplicateDetection(Duration.ofMinutes(10)));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private void send(String... texts) {
    ServiceBusSenderClient sender = world.sender("orders");
    for (String text : texts) {
      sender.sendMessage(new ServiceBusMessage(text));
    }
  }

  @Test
  void a_message_arrives_as_it_was_sent_and_is_gone_when_completed() {
    ServiceBusMessage sent =
        new ServiceBusMessage("body")
            .setMessageId("m-1")
            .setSubject("s")
            .setContentType("text/x")
            .setTimeToLive(Duration.ofHours(1));
    sent.getApplicationProperties().put("number", 7);
    world.sender("orders").sendMessage(sent);

    ServiceBusReceiverClient receiver = world.receiver("orders");
    ServiceBusReceivedMessage received = next(receiver);

    assertThat(received.getBody()).hasToString("body");
    assertThat(received.getMessageId()).isEqualTo("m-1");
    assertThat(received.getSubject()).isEqualTo("s");
    assertThat(received.getContentType()).isEqualTo("text/x");
    assertThat(received.getTimeToLive()).isEqualTo(Duration.ofHours(1));
    assertThat(received.getApplicationProperties()).containsExactly(Map.entry("number", 7));
    assertThat(received.getDeliveryCount()).isZero();
    assertThat(received.getSequenceNumber()).isEqualTo(1);
    assertThat(received.getState()).isEqualTo(ServiceBusMessageState.ACTIVE);
    assertThat(received.getEnqueuedTime().toInstant()).isEqualTo(world.clock.instant());
    assertThat(received.getLockedUntil().toInstant())
        .isEqualTo(world.clock.instant().plus(Duration.ofMinutes(1)));
    receiver.complete(received);
    assertThat(world.bus.counts("orders")).isEqualTo(EMPTY);
  }

  @Test
  void a_message_larger_than_a_frame_arrives_whole() {
    byte[] body = new byte[200 * 1024];
    IntStream.range(0, body.length).forEach(i -> body[i] = (byte) i);
    world.sender("orders").sendMessage(new ServiceBusMessage(BinaryData.fromBytes(body)));

    assertThat(next(world.receiver("orders")).getBody().toBytes()).isEqualTo(body);
  }

  @Test
  void a_batch_arrives_as_single_messages_in_order() {
    ServiceBusSenderClient sender = world.sender("orders");
    ServiceBusMessageBatch batch = sender.createMessageBatch();
    List<String> texts = IntStream.range(0, 50).mapToObj(i -> "m" + i).toList();
    texts.forEach(text -> assertThat(batch.tryAddMessage(new ServiceBusMessage(text))).isTrue());
    sender.sendMessages(batch);

    assertThat(next(world.receiver("orders"), 50))
        .extracting(message -> message.getBody().toString())
        .isEqualTo(texts);
  }

  @Test
  void receive_and_delete_needs_no_settlement() {
    send("one");

    assertThat(next(world.deletingReceiver("orders")).getBody()).hasToString("one");
    assertThat(world.bus.counts("orders")).isEqualTo(EMPTY);
  }

  @Test
  void an_abandoned_message_comes_again_with_changed_properties() {
    send("one");
    ServiceBusReceiverClient receiver = world.receiver("orders");
    receiver.abandon(
        next(receiver), new AbandonOptions().setPropertiesToModify(Map.of("why", "busy")));

    ServiceBusReceivedMessage again = next(receiver);

    assertThat(again.getDeliveryCount()).isEqualTo(1);
    assertThat(again.getApplicationProperties()).containsEntry("why", "busy");
    assertThat(again.getBody()).hasToString("one");
  }

  @Test
  void a_deferred_message_is_received_by_its_number_and_settled_over_management() {
    send("one", "two");
    ServiceBusReceiverClient receiver = world.receiver("orders");
    for (ServiceBusReceivedMessage message : next(receiver, 2)) {
      receiver.defer(message);
    }
    assertThat(world.bus.counts("orders")).isEqualTo(new QueueCounts(0, 0, 2, 0, 0));

    ServiceBusReceivedMessage first = receiver.receiveDeferredMessage(1);
    assertThat(first.getBody()).hasToString("one");
    assertThat(first.getState()).isEqualTo(ServiceBusMessageState.DEFERRED);
    receiver.complete(first);
    receiver.deadLetter(receiver.receiveDeferredMessage(2));
    assertThat(world.bus.counts("orders")).isEqualTo(new QueueCounts(0, 0, 0, 0, 1));
  }

  @Test
  void a_deferred_message_can_be_abandoned_and_deferred_over_management() {
    send("one");
    ServiceBusReceiverClient receiver = world.receiver("orders");
    receiver.defer(next(receiver));

    receiver.abandon(receiver.receiveDeferredMessage(1));
    ServiceBusReceivedMessage again = receiver.receiveDeferredMessage(1);
    assertThat(again.getDeliveryCount()).isEqualTo(1);
    receiver.defer(again);
    assertThat(world.bus.counts("orders")).isEqualTo(new QueueCounts(0, 0, 1, 0, 0));
  }

  @Test
  void a_deferred_message_can_be_received_and_deleted() {
    send("one");
    ServiceBusReceiverClient receiver = world.receiver("orders");
    receiver.defer(next(receiver));

    assertThat(world.deletingReceiver("orders").receiveDeferredMessage(1).getBody())
        .hasToString("one");
    assertThat(world.bus.counts("orders")).isEqualTo(EMPTY);
  }

  @Test
  void peeking_locks_nothing_and_finds_nothing_in_an_empty_queue() {
    ServiceBusReceiverClient receiver = world.receiver("orders");
    assertThat(receiver.peekMessages(5)).isEmpty();
    send("one", "two");

    assertThat(receiver.peekMessages(5, 1))
        .extracting(message -> message.getBody().toString())
        .containsExactly("one", "two");
    assertThat(world.bus.counts("orders")).isEqualTo(new QueueCounts(2, 0, 0, 0, 0));
  }

  @Test
  void a_message_with_a_known_id_is_dropped() {
    ServiceBusSenderClient sender = world.sender("unique");
    sender.sendMessage(new ServiceBusMessage("one").setMessageId("same"));
    sender.sendMessage(new ServiceBusMessage("two").setMessageId("same"));
    assertThat(world.bus.counts("unique").active()).isEqualTo(1);

    world.pass(Duration.ofMinutes(10));
    sender.sendMessage(new ServiceBusMessage("three").setMessageId("same"));
    assertThat(world.bus.counts("unique").active()).isEqualTo(2);
  }

  @Test
  void two_receivers_share_what_is_there() {
    ServiceBusReceiverClient one = world.receiver("orders");
    ServiceBusReceiverClient other = world.receiver("orders");
    send("a", "b");

    assertThat(List.of(next(one).getBody().toString(), next(other).getBody().toString()))
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void messages_survive_their_clients() {
    send("one");
    world.closeClients();

    assertThat(next(world.receiver("orders")).getBody()).hasToString("one");
  }
}
