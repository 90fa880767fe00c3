package dev.moat.localazure.servicebus.amqp;

import dev.moat.localazure.servicebus.broker.Message;
import dev.moat.localazure.servicebus.broker.NewMessage;
import java.nio.BufferOverflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;
import org.apache.qpid.proton.codec.WritableBuffer;
import org.jspecify.annotations.Nullable;

/** Between encoded AMQP messages and the broker's. One thread at a time. */
final class MessageCodec {
  /** Message format of a transfer that carries many messages, one per data section. */
  private static final int BATCH_FORMAT = 0x80013700;

  private static final int ROOM_FOR_HEADER_AND_ANNOTATIONS = 512;

  private final DecoderImpl decoder = new DecoderImpl();
  private final EncoderImpl encoder = new EncoderImpl(decoder);

  MessageCodec() {
    AMQPDefinedTypes.registerAllTypes(decoder, encoder);
  }

  /** The messages of one transfer: one, or those of a batch. */
  List<NewMessage> decodeTransfer(int messageFormat, byte[] bytes) {
    return messageFormat == BATCH_FORMAT
        ? new SectionReader(decoder, bytes).readDataSections().stream().map(this::decode).toList()
        : List.of(decode(bytes));
  }

  NewMessage decode(byte[] bytes) {
    EncodedMessage message = new SectionReader(decoder, bytes).readMessage();
    Properties properties = message.properties();
    return new NewMessage(
        message,
        properties == null || properties.getMessageId() == null
            ? null
            : properties.getMessageId().toString(),
        properties == null ? null : properties.getGroupId(),
        timeToLive(message.header()),
        scheduledEnqueueTime(message.annotations()));
  }

  private static @Nullable Duration timeToLive(@Nullable Header header) {
    return header == null || header.getTtl() == null
        ? null
        : Duration.ofMillis(header.getTtl().longValue());
  }

  private static @Nullable Instant scheduledEnqueueTime(Map<Symbol, Object> annotations) {
    return annotations.get(Names.SCHEDULED_ENQUEUE_TIME) instanceof Date date
        ? date.toInstant()
        : null;
  }

  /** A message as receivers get it: header and annotations are the broker's, the rest as sent. */
  byte[] encode(Message message) {
    EncodedMessage sent = (EncodedMessage) message.content();
    byte[] bytes = sent.bytes();
    return encode(
        bytes.length + ROOM_FOR_HEADER_AND_ANNOTATIONS,
        buffer -> {
          encoder.writeObject(header(message, sent.header()));
          encoder.writeObject(new MessageAnnotations(annotations(message, sent.annotations())));
          buffer.put(
              bytes,
              sent.propertiesStart(),
              sent.applicationPropertiesStart() - sent.propertiesStart());
          int unchangedFrom = sent.applicationPropertiesStart();
          if (!message.changedProperties().isEmpty()) {
            encoder.writeObject(new ApplicationProperties(applicationProperties(message, sent)));
            unchangedFrom = sent.bodyStart();
          }
          buffer.put(bytes, unchangedFrom, bytes.length - unchangedFrom);
        });
  }

  /** A header is always there and always counts: without it the Java client cannot decode. */
  private static Header header(Message message, @Nullable Header sent) {
    Header header = sent == null ? new Header() : new Header(sent);
    header.setDeliveryCount(UnsignedInteger.valueOf(message.deliveryCount()));
    header.setTtl(ttl(message.timeToLive()));
    return header;
  }

  /** A life longer than the field holds, some 49 days, is not told. */
  private static @Nullable UnsignedInteger ttl(@Nullable Duration timeToLive) {
    return timeToLive == null
            || timeToLive.compareTo(Duration.ofMillis(UnsignedInteger.MAX_VALUE.longValue())) > 0
        ? null
        : UnsignedInteger.valueOf(timeToLive.toMillis());
  }

  private static Map<Symbol, Object> annotations(Message message, Map<Symbol, Object> sent) {
    Map<Symbol, Object> annotations = new LinkedHashMap<>(sent);
    annotations.put(Names.SEQUENCE_NUMBER, message.sequenceNumber());
    annotations.put(Names.ENQUEUED_SEQUENCE_NUMBER, message.enqueuedSequenceNumber());
    annotations.put(Names.ENQUEUED_TIME, Date.from(message.enqueuedTime()));
    annotations.put(Names.MESSAGE_STATE, message.state().ordinal());
    putOrRemove(annotations, Names.DEAD_LETTER_SOURCE, message.deadLetterSource());
    Instant lockedUntil = message.lockedUntil();
    putOrRemove(
        annotations, Names.LOCKED_UNTIL, lockedUntil == null ? null : Date.from(lockedUntil));
    return annotations;
  }

  /** What a sender wrote under the broker's own names does not count. */
  private static void putOrRemove(
      Map<Symbol, Object> annotations, Symbol name, @Nullable Object value) {
    if (value == null) {
      annotations.remove(name);
    } else {
      annotations.put(name, value);
    }
  }

  private static Map<String, Object> applicationProperties(Message message, EncodedMessage sent) {
    Map<String, Object> properties = new LinkedHashMap<>(sent.applicationProperties());
    properties.putAll(message.changedProperties());
    return properties;
  }

  /** Encodes a response of a request-response node. */
  byte[] encode(org.apache.qpid.proton.message.Message response) {
    return encode(
        ROOM_FOR_HEADER_AND_ANNOTATIONS,
        buffer -> {
          encoder.writeObject(response.getProperties());
          encoder.writeObject(response.getApplicationProperties());
          encoder.writeObject(response.getBody());
        });
  }

  private byte[] encode(int guess, Consumer<WritableBuffer> content) {
    for (int capacity = guess; ; capacity *= 2) {
      WritableBuffer.ByteBufferWrapper buffer = WritableBuffer.ByteBufferWrapper.allocate(capacity);
      encoder.setByteBuffer(buffer);
      try {
        content.accept(buffer);
        return Arrays.copyOf(buffer.byteBuffer().array(), buffer.position());
      } catch (BufferOverflowException e) {
        continue; // the guess was too low: try with twice the room
      }
    }
  }
}
