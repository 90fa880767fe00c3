package dev.moat.localazure.host.servicebus;

import dev.moat.localazure.host.app.ServiceBusOptions;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A receiver whose messages come from the test; remembers how it was opened and what was settled.
 */
final class FakeQueue
    implements MessageReceiver, MessageReceiver.Factory, MessageReceiver.Settlement {

  final List<String> settled = new ArrayList<>();
  @Nullable String queue;
  @Nullable ServiceBusConnection connection;
  @Nullable ServiceBusOptions options;
  boolean started;
  private Handler handler = (message, settlement) -> {};

  @Override
  public MessageReceiver open(
      ServiceBusConnection to,
      String queueName,
      ServiceBusOptions with,
      Handler calls,
      Consumer<Throwable> onError) {
    connection = to;
    queue = queueName;
    options = with;
    handler = calls;
    return this;
  }

  /** Delivers a message as the SDK does, and returns when the handler has. */
  void deliver(QueueMessage message) {
    handler.handle(message, this);
  }

  static QueueMessage message(String body) {
    return new QueueMessage(
        body,
        "m-1",
        1,
        42,
        OffsetDateTime.parse("2026-11-21T07:00:00.123Z"),
        null,
        "3f1c",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Map.of("attempt", 3));
  }

  @Override
  public void start() {
    started = true;
  }

  @Override
  public void close() {
    started = false;
  }

  @Override
  public void complete() {
    settled.add("complete");
  }

  @Override
  public void abandon() {
    settled.add("abandon");
  }
}
