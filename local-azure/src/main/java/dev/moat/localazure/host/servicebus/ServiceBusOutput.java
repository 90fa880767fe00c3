package dev.moat.localazure.host.servicebus;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.moat.localazure.host.app.AppSettings;
import dev.moat.localazure.host.app.Binding;
import dev.moat.localazure.host.app.FunctionMetadata;
import dev.moat.localazure.host.app.InvalidFunctionAppException;
import dev.moat.localazure.host.execution.OutputSender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code serviceBus} output binding: one message for a text, several for a list, none for
 * nothing.
 *
 * <p>Like the real host it looks into a text that is JSON: an array becomes one message per
 * element, and an object is written again, over several lines.
 *
 * @see <a
 *     href="https://github.com/Azure/azure-functions-host/blob/dev/src/WebJobs.Script/Binding/FunctionBinding.cs">ReadAsEnumerable
 *     in the host's source</a>
 */
final class ServiceBusOutput implements OutputSender {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private record Target(String connection, String queue) {}

  private final AppSettings settings;
  private final MessageSender.Factory senders;
  private final Map<Target, MessageSender> open = new ConcurrentHashMap<>();

  ServiceBusOutput(AppSettings settings, MessageSender.Factory senders) {
    this.settings = settings;
    this.senders = senders;
  }

  /**
   * Finds queue and connection of a binding, so that what is missing shows when the host starts.
   *
   * @throws InvalidFunctionAppException if a setting is missing, or the binding names a topic
   */
  void check(FunctionMetadata function, Binding binding) {
    ServiceBusConnection.find(
        target(function, binding).connection(), settings, where(function, binding));
  }

  @Override
  public void send(FunctionMetadata function, Binding binding, @Nullable Object value) {
    List<String> bodies = bodies(value);
    if (!bodies.isEmpty()) {
      MessageSender sender =
          open.computeIfAbsent(target(function, binding), t -> open(t, function, binding));
      bodies.forEach(sender::send);
    }
  }

  void close() {
    open.values().forEach(MessageSender::close);
  }

  /** The message bodies in what a function left in the binding. */
  static List<String> bodies(@Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    String text = value instanceof String string ? string : GSON.toJson(value);
    if (!looksLikeJson(text.strip())) {
      return List.of(text);
    }
    JsonElement json = JsonParser.parseString(text);
    JsonArray elements = json.isJsonArray() ? json.getAsJsonArray() : new JsonArray();
    if (!json.isJsonArray()) {
      elements.add(json);
    }
    List<String> bodies = new ArrayList<>();
    elements.forEach(element -> bodies.add(body(element)));
    return bodies;
  }

  private static boolean looksLikeJson(String text) {
    return (text.startsWith("{") && text.endsWith("}"))
        || (text.startsWith("[") && text.endsWith("]"));
  }

  private static String body(JsonElement element) {
    return element.isJsonPrimitive() ? element.getAsString() : GSON.toJson(element);
  }

  private MessageSender open(Target target, FunctionMetadata function, Binding binding) {
    return senders.open(
        ServiceBusConnection.find(target.connection(), settings, where(function, binding)),
        target.queue());
  }

  private Target target(FunctionMetadata function, Binding binding) {
    String queue =
        binding
            .text("queueName")
            .orElseThrow(
                () ->
                    new InvalidFunctionAppException(
                        where(function, binding)
                            + ": this host sends to queues; 'queueName' is missing"));
    return new Target(
        binding.text("connection").orElse(ServiceBusConnection.DEFAULT_NAME),
        settings.resolve(queue, where(function, binding)));
  }

  private static String where(FunctionMetadata function, Binding binding) {
    return "Function '%s', binding '%s'".formatted(function.name(), binding.name());
  }
}
