package dev.moat.localazure.servicebus;

import dev.moat.localazure.servicebus.amqp.AmqpServer;
import dev.moat.localazure.servicebus.broker.Namespace;
import dev.moat.localazure.servicebus.broker.QueueCounts;
import dev.moat.localazure.servicebus.broker.Quota;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/** A running Service Bus namespace on this machine; everything it holds is in memory. */
public final class LocalServiceBus implements AutoCloseable {
  private static final String LOCALHOST = "localhost";

  private final Namespace namespace;
  private final AmqpServer server;
  private final String host;

  private LocalServiceBus(Namespace namespace, AmqpServer server, String host) {
    this.namespace = namespace;
    this.server = server;
    this.host = host;
  }

  /**
   * Starts a namespace on localhost with the quotas of the Standard tier.
   *
   * @param port the TCP port; 0 for any that is free
   * @param clock the time by which locks, schedules and messages expire
   * @throws IOException when the port cannot be had
   */
  public static LocalServiceBus start(ServiceBusConfig config, int port, Clock clock)
      throws IOException {
    return start(config, Quota.STANDARD, LOCALHOST, port, clock);
  }

  /**
   * Starts a namespace.
   *
   * @param host the name or address to listen on
   * @throws IOException when the port cannot be had
   */
  public static LocalServiceBus start(
      ServiceBusConfig config, Quota quota, String host, int port, Clock clock) throws IOException {
    Namespace namespace = new Namespace(config.queues(), quota, clock);
    return new LocalServiceBus(
        namespace, AmqpServer.start(namespace, quota, clock, host, port), host);
  }

  /** The TCP port it listens on. */
  public int port() {
    return server.port();
  }

  /** What an Azure SDK client connects with. */
  public String connectionString() {
    return "Endpoint=sb://%s:%d;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;"
        .formatted(host, port());
  }

  /**
   * How many messages a queue holds now.
   *
   * @throws dev.moat.localazure.servicebus.broker.RefusedException (as the cause of a {@link
   *     java.util.concurrent.CompletionException}) when there is no such queue
   */
  public QueueCounts counts(String queue) {
    return server.call(() -> namespace.queue(queue).counts());
  }

  /** How many AMQP connections are open; Azure and the official emulator bound their number. */
  public int connections() {
    return server.connections();
  }

  /** Does at once what is due by the clock; for tests that have just moved it. */
  public void clockMoved() {
    server.call(
        () -> {
          namespace.advance();
          return true;
        });
  }

  /** Completes when it is closed, exceptionally when it has failed. */
  public CompletableFuture<Void> stopped() {
    return server.stopped();
  }

  @Override
  public void close() {
    server.close();
  }
}
