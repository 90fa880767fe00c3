package dev.moat.localazure.servicebus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.localazure.servicebus.broker.QueueSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The entities of a namespace. */
public record ServiceBusConfig(List<QueueSettings> queues) {
  public ServiceBusConfig {
    queues = List.copyOf(queues);
  }

  /**
   * Reads the configuration file of the <a
   * href="https://learn.microsoft.com/azure/service-bus-messaging/test-locally-with-service-bus-emulator">official
   * Service Bus emulator</a>: {@code UserConfig.Namespaces[0].Queues[]}, durations as in ISO 8601.
   * What is absent has the default of Azure; what is not supported here is an error.
   *
   * @throws ConfigException when the file cannot be read or asks for what is not supported
   */
  public static ServiceBusConfig read(Path file) {
    try {
      return read(new ObjectMapper().readTree(file.toFile()));
    } catch (IOException e) {
      throw new ConfigException("The file cannot be read: " + e.getMessage());
    } catch (ConfigException e) {
      throw new ConfigException(
          "Cannot start Service Bus from %s: %s".formatted(file, e.getMessage()));
    }
  }

  private static ServiceBusConfig read(JsonNode root) {
    ConfigObject userConfig =
        new ConfigObject("the file", root).only("UserConfig").child("UserConfig");
    // The emulator's own logging; nothing of it concerns the entities.
    List<ConfigObject> namespaces = userConfig.only("Namespaces", "Logging").children("Namespaces");
    if (namespaces.size() != 1) {
      throw new ConfigException(
          "it should have one namespace, but has %d.".formatted(namespaces.size()));
    }
    ConfigObject namespace = namespaces.get(0).only("Name", "Queues", "Topics");
    if (!namespace.children("Topics").isEmpty()) {
      throw new ConfigException("topics are not supported here; use queues.");
    }
    return new ServiceBusConfig(queues(namespace));
  }

  private static List<QueueSettings> queues(ConfigObject namespace) {
    List<QueueSettings> queues = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ConfigObject entry : namespace.children("Queues")) {
      QueueSettings queue = QueueConfig.read(entry);
      if (!names.add(queue.name().toLowerCase(Locale.ROOT))) {
        throw new ConfigException("queue '%s' is there twice.".formatted(queue.name()));
      }
      queues.add(queue);
    }
    return queues;
  }
}
