package dev.moat.localazure.host.servicebus;

import dev.moat.localazure.host.app.AppSettings;
import dev.moat.localazure.host.app.InvalidFunctionAppException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How to reach a namespace: the settings behind the {@code connection} of a binding.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-functions/functions-reference#configure-an-identity-based-connection">connections</a>
 */
sealed interface ServiceBusConnection {

  String DEFAULT_NAME = "AzureWebJobsServiceBus";

  /** A connection string, in the setting {@code <Connection>}. */
  record ConnectionString(String value) implements ServiceBusConnection {}

  /**
   * A managed identity, by {@code <Connection>__fullyQualifiedNamespace}.
   *
   * @param clientId {@code <Connection>__clientId}, of a user-assigned identity
   */
  record Identity(String fullyQualifiedNamespace, Optional<String> clientId)
      implements ServiceBusConnection {}

  /**
   * Finds the connection named {@code name}, also under {@code AzureWebJobs<name>} as the real host
   * does, which looks there first.
   *
   * @param where the binding, for the message
   * @throws InvalidFunctionAppException if neither form of setting is there
   */
  static ServiceBusConnection find(String name, AppSettings settings, String where) {
    return Stream.of("AzureWebJobs" + name, name)
        .flatMap(prefix -> find(prefix, settings).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidFunctionAppException(
                    "%s: connection '%s' is not set; set %s to a connection string, or"
                            .formatted(where, name, name)
                        + " %s__fullyQualifiedNamespace to use an identity".formatted(name)));
  }

  private static Optional<ServiceBusConnection> find(String prefix, AppSettings settings) {
    Optional<ServiceBusConnection> string = settings.find(prefix).map(ConnectionString::new);
    return string.isPresent()
        ? string
        : settings
            .find(prefix + "__fullyQualifiedNamespace")
            .map(host -> new Identity(host, settings.find(prefix + "__clientId")));
  }
}
