package dev.moat.localazure.servicebus.broker;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words of dead-lettering (<a
 * href="https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues">dead-letter
 * queues</a>).
 */
public final class DeadLetter {
  /** Application property with the reason. */
  public static final String REASON = "DeadLetterReason";

  /** Application property with the description. */
  public static final String ERROR_DESCRIPTION = "DeadLetterErrorDescription";

  /** Reason of a message that failed too often. */
  public static final String MAX_DELIVERY_COUNT_EXCEEDED = "MaxDeliveryCountExceeded";

  /** Reason of a message that lived too long. */
  public static final String TTL_EXPIRED = "TTLExpiredException";

  private DeadLetter() {}

  static Map<String, String> properties(@Nullable String reason, @Nullable String description) {
    Map<String, String> properties = new LinkedHashMap<>();
    if (reason != null) {
      properties.put(REASON, reason);
    }
    if (description != null) {
      properties.put(ERROR_DESCRIPTION, description);
    }
    return properties;
  }
}
