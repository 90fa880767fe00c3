package dev.moat.localazure.servicebus;

import static dev.moat.localazure.servicebus.DelaysIT.assertFails;
import static dev.moat.localazure.servicebus.TestBus.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSessionReceiverClient;
import dev.moat.localazure.servicebus.broker.QueueSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsIT {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private TestBus world;
  private ServiceBusSessionReceiverClient sessions;

  @BeforeEach
  void start() throws Exception {
    world = new TestBus(QueueSettings.named("orders").withRequiresSession(true));
    sessions = world.sessionReceiver("orders");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private void send(String sessionId, String... texts) {
    for (String text : texts) {
      world.sender("orders").sendMessage(new ServiceBusMessage(text).setSessionId(sessionId));
    }
  }

  private ServiceBusReceiverClient accept(String sessionId) {
    return world.closeLater(sessions.acceptSession(sessionId), ServiceBusReceiverClient::close);
  }

  @Test
  void a_session_gives_its_own_messages_in_order() {
    send("a", "a1");
    send("b", "b1");
    send("a", "a2");
    ServiceBusReceiverClient session = accept("a");

    assertThat(session.getSessionId()).isEqualTo("a");
    for (ServiceBusReceivedMessage message : next(session, 2)) {
      assertThat(message.getSessionId()).isEqualTo("a");
      session.complete(message);
    }
    assertThat(world.bus.counts("orders").active()).isEqualTo(1);
  }

  @Test
  void the_next_session_is_waited_for() throws Exception {
    CompletableFuture<ServiceBusReceiverClient> accepting =
        CompletableFuture.supplyAsync(sessions::acceptNextSession);
    send("late", "one");

    ServiceBusReceiverClient session = accepting.get(20, TimeUnit.SECONDS);
    assertThat(session.getSessionId()).isEqualTo("late");
    assertThat(next(session).getBody()).hasToString("one");
    session.close();
  }

  @Test
  void a_session_that_someone_holds_cannot_be_accepted_until_it_is_closed() {
    ServiceBusReceiverClient first = accept("a");
    ServiceBusSessionReceiverClient elsewhere = world.sessionReceiver("orders");
    assertThatThrownBy(() -> elsewhere.acceptSession("a"))
        .isInstanceOf(AmqpException.class)
        .hasMessageContaining("another receiver holds it");
    first.close();

    assertThat(accept("a").getSessionId()).isEqualTo("a");
  }

  @Test
  void state_is_kept_with_the_session() {
    ServiceBusReceiverClient session = accept("a");
    assertThat(session.getSessionState()).isNull();
    session.setSessionState("half".getBytes(StandardCharsets.UTF_8));

    assertThat(session.getSessionState()).asString().isEqualTo("half");
    session.setSessionState(null);
    assertThat(session.getSessionState()).isNull();
  }

  @Test
  void a_renewed_session_keeps_its_messages() {
    send("a", "one");
    ServiceBusReceiverClient session = accept("a");
    ServiceBusReceivedMessage message = next(session);
    world.pass(Duration.ofSeconds(50));

    assertThat(session.renewSessionLock())
        .isEqualTo(world.clock.instant().plus(MINUTE).atOffset(ZoneOffset.UTC));
    world.pass(Duration.ofSeconds(50));
    session.complete(message);
    assertThat(world.bus.counts("orders").active()).isZero();
  }

  @Test
  void a_session_whose_lock_expires_goes_to_the_next_receiver() {
    send("a", "one");
    ServiceBusReceiverClient session = accept("a");
    next(session);
    world.pass(MINUTE);

    assertFails(() -> session.renewSessionLock(), ServiceBusFailureReason.SESSION_LOCK_LOST);
    ServiceBusReceiverClient other =
        world.closeLater(
            world.sessionReceiver("orders").acceptSession("a"), ServiceBusReceiverClient::close);
    assertThat(next(other).getDeliveryCount()).isEqualTo(1);
  }

  @Test
  void a_deferred_message_of_a_session_is_received_by_its_number() {
    send("a", "one");
    ServiceBusReceiverClient session = accept("a");
    session.defer(next(session));

    ServiceBusReceivedMessage deferred = session.receiveDeferredMessage(1);
    assertThat(deferred.getBody()).hasToString("one");
    session.complete(deferred);
    assertThat(world.bus.counts("orders").deferred()).isZero();
  }

  @Test
  void peeking_in_a_session_shows_only_its_messages() {
    send("b", "b1");
    send("a", "a1");

    assertThat(accept("a").peekMessages(10))
        .extracting(message -> message.getBody().toString())
        .containsExactly("a1");
  }
}
