package dev.moat.localazure.servicebus.amqp;

import dev.moat.localazure.servicebus.broker.Content;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A message as its sender encoded it, and what was read of it. All bytes from the properties on are
 * passed on untouched; the application properties stand at {@code applicationPropertiesStart} to
 * {@code bodyStart}.
 *
 * @param propertiesStart where header and annotations end
 */
record EncodedMessage(
    byte[] bytes,
    @Nullable Header header,
    Map<Symbol, Object> annotations,
    @Nullable Properties properties,
    Map<String, Object> applicationProperties,
    int propertiesStart,
    int applicationPropertiesStart,
    int bodyStart)
    implements Content {

  @Override
  public int sizeInBytes() {
    return bytes.length;
  }
}
