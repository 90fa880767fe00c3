package dev.moat.localazure.servicebus.amqp;

import dev.moat.localazure.servicebus.broker.Refusal;
import dev.moat.localazure.servicebus.broker.RefusedException;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.DeliveryAnnotations;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.codec.DecodeException;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.ReadableBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the sections of one encoded message and notes where they stand. */
final class SectionReader {
  private final DecoderImpl decoder;
  private final ReadableBuffer buffer;
  private final byte[] bytes;

  private @Nullable Header header;
  private Map<Symbol, Object> annotations = Map.of();
  private @Nullable Properties properties;
  private Map<String, Object> applicationProperties = Map.of();
  private int propertiesStart;
  private int applicationPropertiesStart;
  private int bodyStart;

  SectionReader(DecoderImpl decoder, byte[] bytes) {
    this.decoder = decoder;
    this.bytes = bytes;
    this.buffer = ReadableBuffer.ByteBufferReader.wrap(bytes);
  }

  EncodedMessage readMessage() {
    readAll(this::readSectionBeforeBody);
    return new EncodedMessage(
        bytes,
        header,
        annotations,
        properties,
        applicationProperties,
        propertiesStart,
        applicationPropertiesStart,
        bodyStart);
  }

  /** The data sections of an envelope, each a message of its own. */
  List<byte[]> readDataSections() {
    List<byte[]> sections = new ArrayList<>();
    readAll(
        section -> {
          if (section instanceof Data data) {
            sections.add(Fields.bytes(data.getValue()));
          }
          return true;
        });
    return sections;
  }

  private interface SectionVisitor {
    /** Returns whether to read on. */
    boolean visit(Object section);
  }

  private void readAll(SectionVisitor visitor) {
    decoder.setBuffer(buffer);
    try {
      boolean goOn = true;
      while (goOn && buffer.hasRemaining()) {
        goOn = visitor.visit(decoder.readObject());
      }
    } catch (DecodeException
        | BufferUnderflowException
        | IllegalArgumentException
        | ClassCastException e) {
      throw new RefusedException(
          Refusal.MALFORMED, "The message is not encoded as AMQP 1.0 asks: " + e.getMessage());
    }
  }

  /** Positions move along until the section that follows them was read. */
  private boolean readSectionBeforeBody(Object section) {
    int end = buffer.position();
    if (section instanceof Header value) {
      header = value;
      startOfRest(end);
    } else if (section instanceof DeliveryAnnotations) {
      startOfRest(end);
    } else if (section instanceof MessageAnnotations value) {
      annotations = orEmpty(value.getValue());
      startOfRest(end);
    } else if (section instanceof Properties value) {
      properties = value;
      applicationPropertiesStart = end;
      bodyStart = end;
    } else if (section instanceof ApplicationProperties value) {
      applicationProperties = orEmpty(value.getValue());
      bodyStart = end;
    } else {
      return false;
    }
    return true;
  }

  private static <K> Map<K, Object> orEmpty(@Nullable Map<K, Object> map) {
    return map == null ? Map.of() : map;
  }

  private void startOfRest(int position) {
    propertiesStart = position;
    applicationPropertiesStart = position;
    bodyStart = position;
  }
}
