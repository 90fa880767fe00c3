package dev.moat.queue.servicebus;

import com.azure.core.amqp.AmqpRetryMode;
import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.credential.TokenCredential;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import java.time.Duration;

/** Connections on which a call ends within about 20 seconds, for a function is held meanwhile. */
final class Connections {

  private Connections() {}

  static ServiceBusClientBuilder toNamespace(
      String fullyQualifiedNamespace, TokenCredential credential) {
    return shortTempered(
        new ServiceBusClientBuilder().credential(fullyQualifiedNamespace, credential));
  }

  static ServiceBusClientBuilder by(String connectionString) {
    return shortTempered(new ServiceBusClientBuilder().connectionString(connectionString));
  }

  private static ServiceBusClientBuilder shortTempered(ServiceBusClientBuilder builder) {
    return builder.retryOptions(
        new AmqpRetryOptions()
            .setMode(AmqpRetryMode.FIXED)
            .setMaxRetries(1)
            .setDelay(Duration.ofMillis(500))
            .setTryTimeout(Duration.ofSeconds(10)));
  }
}
