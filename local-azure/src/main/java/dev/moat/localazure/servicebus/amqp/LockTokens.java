package dev.moat.localazure.servicebus.amqp;

import dev.moat.localazure.servicebus.broker.Refusal;
import dev.moat.localazure.servicebus.broker.RefusedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * Lock tokens as delivery tags: 16 bytes in the order of a .NET Guid, whose first three fields are
 * little-endian.
 */
final class LockTokens {
  private static final int LENGTH = 16;

  private LockTokens() {}

  static byte[] toTag(UUID token) {
    long high = token.getMostSignificantBits();
    ByteBuffer tag = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    tag.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
    tag.order(ByteOrder.BIG_ENDIAN).putLong(token.getLeastSignificantBits());
    return tag.array();
  }

  static UUID fromTag(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new RefusedException(
          Refusal.MALFORMED, "A lock token has 16 bytes, but %d came.".formatted(bytes.length));
    }
    ByteBuffer tag = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long high = (tag.getInt() & 0xFFFFFFFFL) << 32;
    high |= (tag.getShort() & 0xFFFFL) << 16;
    high |= tag.getShort() & 0xFFFFL;
    return new UUID(high, tag.order(ByteOrder.BIG_ENDIAN).getLong());
  }
}
