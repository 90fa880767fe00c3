package dev.moat.localazure.servicebus.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.localazure.servicebus.broker.NewMessage;
import dev.moat.localazure.servicebus.broker.Queue;
import dev.moat.localazure.servicebus.broker.QueueSettings;
import dev.moat.localazure.servicebus.broker.Quota;
import dev.moat.localazure.servicebus.broker.ReceiveMode;
import dev.moat.localazure.servicebus.broker.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
  private final MessageCodec codec = new MessageCodec();
  private final Queue queue =
      new Queue(QueueSettings.named("orders"), Quota.STANDARD, Clock.systemUTC());

  private static byte[] encoded(Message message) {
    byte[] buffer = new byte[4096];
    int length = message.encode(buffer, 0, buffer.length);
    return Arrays.copyOf(buffer, length);
  }

  private static Message sent() {
    Message message = Proton.message();
    message.setMessageId("id");
    message.setBody(new AmqpValue("text"));
    return message;
  }

  private Message delivered(Message sent, Map<String, Object> changes) {
    queue.send(List.of(codec.decode(encoded(sent))));
    UUID token = queue.receive(ReceiveMode.PEEK_LOCK).orElseThrow().lockToken();
    assertThat(token).isNotNull();
    queue.abandon(token, changes);
    byte[] bytes = codec.encode(queue.receive(ReceiveMode.PEEK_LOCK).orElseThrow());
    Message delivered = Proton.message();
    delivered.decode(bytes, 0, bytes.length);
    return delivered;
  }

  @Test
  void a_message_without_properties_of_its_own_gets_those_that_were_set() {
    Message delivered = delivered(sent(), Map.of("why", "busy"));

    assertThat(delivered.getApplicationProperties().getValue()).isEqualTo(Map.of("why", "busy"));
    assertThat(((AmqpValue) delivered.getBody()).getValue()).isEqualTo("text");
    assertThat(delivered.getMessageId()).isEqualTo("id");
    assertThat(delivered.getDeliveryCount()).isEqualTo(1);
  }

  @Test
  void properties_that_were_set_are_added_to_those_that_were_sent() {
    Message sent = sent();
    sent.setApplicationProperties(new ApplicationProperties(new HashMap<>(Map.of("a", 1, "b", 2))));

    assertThat(delivered(sent, Map.of("b", 3)).getApplicationProperties().getValue())
        .isEqualTo(Map.of("a", 1, "b", 3));
  }

  /** A received message that is sent on still carries the annotations of its first delivery. */
  @Test
  void what_a_sender_writes_under_the_brokers_names_does_not_count() {
    Message sent = sent();
    sent.setMessageAnnotations(
        new MessageAnnotations(
            new HashMap<>(
                Map.of(
                    Names.SEQUENCE_NUMBER,
                    99L,
                    Names.LOCKED_UNTIL,
                    new Date(0),
                    Names.DEAD_LETTER_SOURCE,
                    "elsewhere"))));

    assertThat(delivered(sent, Map.of()).getMessageAnnotations().getValue())
        .containsEntry(Names.SEQUENCE_NUMBER, 1L)
        .doesNotContainEntry(Names.LOCKED_UNTIL, new Date(0))
        .doesNotContainKey(Names.DEAD_LETTER_SOURCE);
  }

  @Test
  void many_properties_fit() {
    String longText = "x".repeat(3000);

    assertThat(delivered(sent(), Map.of("long", longText)).getApplicationProperties().getValue())
        .isEqualTo(Map.of("long", longText));
  }

  @Test
  void what_is_no_message_is_refused() {
    assertThatThrownBy(() -> codec.decode("no AMQP".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void a_transfer_of_the_plain_format_is_one_message() {
    List<NewMessage> messages = codec.decodeTransfer(0, encoded(sent()));

    assertThat(messages).extracting(NewMessage::messageId).containsExactly("id");
  }

  @Test
  void a_lock_token_is_a_guid_whose_first_three_fields_are_reversed() {
    UUID token = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    byte[] tag = LockTokens.toTag(token);

    assertThat(tag)
        .containsExactly(
            0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd,
            0xee, 0xff);
    assertThat(LockTokens.fromTag(tag)).isEqualTo(token);
  }
}
