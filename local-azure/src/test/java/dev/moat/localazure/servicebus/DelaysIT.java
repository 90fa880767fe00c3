package dev.moat.localazure.servicebus;

import static dev.moat.localazure.servicebus.TestBus.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusMessageBatch;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import dev.moat.localazure.servicebus.broker.QueueCounts;
import dev.moat.localazure.servicebus.broker.QueueSettings;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DelaysIT {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private TestBus world;

  @BeforeEach
  void start() throws Exception {
    world =
        new TestBus(
            QueueSettings.named("orders")
                .withMaxDeliveryCount(2)
                .withDeadLetteringOnMessageExpiration(true));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private OffsetDateTime in(Duration delay) {
    return world.clock.instant().plus(delay).atOffset(ZoneOffset.UTC);
  }

  @Test
  void a_scheduled_message_comes_at_its_time() {
    ServiceBusSenderClient sender = world.sender("orders");
    Long number = sender.scheduleMessage(new ServiceBusMessage("later"), in(MINUTE));
    assertThat(number).isEqualTo(1);
    assertThat(world.bus.counts("orders")).isEqualTo(new QueueCounts(0, 0, 0, 1, 0));
    ServiceBusReceiverClient receiver = world.receiver("orders");

    world.pass(MINUTE);

    ServiceBusReceivedMessage message = next(receiver);
    assertThat(message.getBody()).hasToString("later");
    assertThat(message.getScheduledEnqueueTime()).isEqualTo(in(Duration.ZERO));
  }

  @Test
  void each_message_of_a_batch_comes_at_its_own_time() {
    ServiceBusSenderClient sender = world.sender("orders");
    ServiceBusMessageBatch batch = sender.createMessageBatch();
    batch.tryAddMessage(new ServiceBusMessage("later").setScheduledEnqueueTime(in(MINUTE)));
    batch.tryAddMessage(new ServiceBusMessage("now"));
    sender.sendMessages(batch);

    assertThat(world.bus.counts("orders")).isEqualTo(new QueueCounts(1, 0, 0, 1, 0));
    ServiceBusReceiverClient receiver = world.deletingReceiver("orders");
    assertThat(next(receiver).getBody()).hasToString("now");
    world.pass(MINUTE);
    assertThat(next(receiver).getBody()).hasToString("later");
  }

  @Test
  void a_waiting_receiver_gets_a_message_that_was_sent_with_a_schedule() {
    world
        .sender("orders")
        .sendMessage(new ServiceBusMessage("later").setScheduledEnqueueTime(in(MINUTE)));
    assertThat(world.bus.counts("orders").scheduled()).isEqualTo(1);

    world.pass(MINUTE);

    assertThat(next(world.receiver("orders")).getBody()).hasToString("later");
  }

  @Test
  void a_cancelled_message_does_not_come_and_cancelling_twice_is_silent() {
    ServiceBusSenderClient sender = world.sender("orders");
    List<Long> numbers = new ArrayList<>();
    sender
        .scheduleMessages(
            List.of(new ServiceBusMessage("a"), new ServiceBusMessage("b")), in(MINUTE))
        .forEach(numbers::add);
    sender.cancelScheduledMessage(numbers.get(0));
    sender.cancelScheduledMessage(numbers.get(0));
    world.pass(MINUTE);

    assertThat(next(world.receiver("orders")).getBody()).hasToString("b");
    assertThat(world.bus.counts("orders").active()).isEqualTo(1);
  }

  @Test
  void a_lost_lock_is_told_and_the_message_comes_again() {
    world.sender("orders").sendMessage(new ServiceBusMessage("one"));
    ServiceBusReceiverClient receiver = world.receiver("orders");
    ServiceBusReceivedMessage message = next(receiver);
    world.pass(MINUTE);

    assertFails(() -> receiver.complete(message), ServiceBusFailureReason.MESSAGE_LOCK_LOST);
    assertFails(
        () -> receiver.renewMessageLock(message), ServiceBusFailureReason.MESSAGE_LOCK_LOST);
    ServiceBusReceivedMessage again = next(receiver);
    assertThat(again.getDeliveryCount()).isEqualTo(1);
    receiver.complete(again);
  }

  @Test
  void a_renewed_lock_holds() {
    world.sender("orders").sendMessage(new ServiceBusMessage("one"));
    ServiceBusReceiverClient receiver = world.receiver("orders");
    ServiceBusReceivedMessage message = next(receiver);
    world.pass(Duration.ofSeconds(50));

    assertThat(receiver.renewMessageLock(message)).isEqualTo(in(MINUTE));
    world.pass(Duration.ofSeconds(50));
    receiver.complete(message);
    assertThat(world.bus.counts("orders").active()).isZero();
  }

  @Test
  void a_lock_outlives_the_receiver_that_got_it() {
    world.sender("orders").sendMessage(new ServiceBusMessage("one"));
    next(world.receiver("orders"));
    world.closeClients();
    assertThat(world.bus.counts("orders")).isEqualTo(new QueueCounts(1, 1, 0, 0, 0));

    world.pass(MINUTE);
    assertThat(next(world.receiver("orders")).getDeliveryCount()).isEqualTo(1);
  }

  @Test
  void a_dead_lettered_message_tells_why_and_whence() {
    world.sender("orders").sendMessage(new ServiceBusMessage("one"));
    ServiceBusReceiverClient receiver = world.receiver("orders");
    receiver.deadLetter(
        next(receiver),
        new DeadLetterOptions()
            .setDeadLetterReason("Malformed")
            .setDeadLetterErrorDescription("no registry")
            .setPropertiesToModify(Map.of("line", 3)));

    ServiceBusReceiverClient deadLetters = world.deadLetterReceiver("orders");
    ServiceBusReceivedMessage dead = next(deadLetters);

    assertThat(dead.getDeadLetterReason()).isEqualTo("Malformed");
    assertThat(dead.getDeadLetterErrorDescription()).isEqualTo("no registry");
    assertThat(dead.getDeadLetterSource()).isEqualTo("orders");
    assertThat(dead.getApplicationProperties()).containsEntry("line", 3);
    deadLetters.complete(dead);
    assertThat(world.bus.counts("orders").deadLettered()).isZero();
  }

  @Test
  void a_message_that_fails_too_often_is_dead_lettered() {
    world.sender("orders").sendMessage(new ServiceBusMessage("one"));
    ServiceBusReceiverClient receiver = world.receiver("orders");
    receiver.abandon(next(receiver));
    next(receiver);
    world.pass(MINUTE);

    assertThat(next(world.deadLetterReceiver("orders")).getDeadLetterReason())
        .isEqualTo("MaxDeliveryCountExceeded");
  }

  @Test
  void an_expired_message_is_dead_lettered() {
    world.sender("orders").sendMessage(new ServiceBusMessage("one").setTimeToLive(MINUTE));
    world.pass(MINUTE);

    assertThat(next(world.deadLetterReceiver("orders")).getDeadLetterReason())
        .isEqualTo("TTLExpiredException");
  }

  static void assertFails(ThrowingCallable call, ServiceBusFailureReason reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ServiceBusException.class, e -> assertThat(e.getReason()).isEqualTo(reason));
  }
}
