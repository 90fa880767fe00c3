package dev.moat.localazure.servicebus.amqp;

import dev.moat.localazure.servicebus.broker.Namespace;
import dev.moat.localazure.servicebus.broker.Quota;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.engine.BaseHandler;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.reactor.Reactor;

/**
 * Serves a namespace over AMQP 1.0 on a TCP port. One thread does everything: it owns the
 * connections and the broker. When that thread fails, the port is closed and {@link #stopped} fails
 * with the cause, so that neither clients nor the owner are left waiting.
 */
public final class AmqpServer implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Namespace namespace;
  private final Clock clock;
  private final Reactor reactor;
  private final ConnectionHandler connections;
  private final Deliveries deliveries = new Deliveries();
  private final SessionWaiters sessionWaiters = new SessionWaiters();
  private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Integer> listening = new CompletableFuture<>();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private volatile boolean closing;

  private AmqpServer(Namespace namespace, Quota quota, Clock clock, String host, int port)
      throws IOException {
    this.namespace = namespace;
    this.clock = clock;
    this.reactor = Proton.reactor();
    reactor.setHandler(new Loop());
    Attaching attaching =
        new Attaching(namespace, quota.maxMessageBytes(), deliveries, sessionWaiters);
    connections = new ConnectionHandler(attaching);
    reactor.acceptor(host, port, connections);
  }

  /**
   * Starts to serve.
   *
   * @param port the TCP port; 0 for any that is free
   * @throws IOException when the port cannot be had
   */
  public static AmqpServer start(
      Namespace namespace, Quota quota, Clock clock, String host, int port) throws IOException {
    AmqpServer server;
    try {
      server = new AmqpServer(namespace, quota, clock, host, port);
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "Cannot listen on %s:%d: %s. Choose another port, or stop what uses this one."
              .formatted(host, port, e.getMessage()),
          e);
    }
    new Thread(server::run, "service-bus").start();
    return server;
  }

  private void run() {
    try {
      reactor.start();
      boolean more = true;
      while (more && !closing) {
        more = reactor.process();
      }
      reactor.free();
      stopped.complete(null);
    } catch (Throwable e) {
      reactor.free();
      listening.completeExceptionally(e);
      stopped.completeExceptionally(e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return listening.join();
  }

  /** How many clients are connected now. */
  public int connections() {
    return call(connections::open);
  }

  /** Completes when the server is closed, exceptionally when it has failed. */
  public CompletableFuture<Void> stopped() {
    return stopped.copy();
  }

  /** Runs something on the thread that owns the broker, and returns its result. */
  public <T> T call(Supplier<T> task) {
    CompletableFuture<T> result = CompletableFuture.supplyAsync(task, this::submit);
    CompletableFuture.anyOf(result, stopped).join();
    if (!result.isDone()) {
      throw new IllegalStateException("The Service Bus is closed.");
    }
    return result.join();
  }

  private void submit(Runnable task) {
    work.add(task);
    reactor.wakeup();
  }

  /**
   * Stops at once, without a word to clients, as if the machine had gone.
   *
   * @throws CompletionException with the cause when the server has failed before
   */
  @Override
  public void close() {
    closing = true;
    reactor.wakeup();
    stopped.join();
  }

  /** What there is to do whenever everything that came from the network is dealt with. */
  private final class Loop extends BaseHandler {

    @Override
    public void onReactorQuiesced(Event event) {
      for (Runnable task = work.poll(); task != null; task = work.poll()) {
        task.run();
      }
      namespace.advance();
      sessionWaiters.serveAll();
      deliveries.sendAll();
      reactor.setTimeout(millisToNextDue());
    }

    /** At least 1, for 0 would mean not to wait at all. */
    private long millisToNextDue() {
      Duration wait =
          namespace
              .nextDue()
              .map(due -> Duration.between(clock.instant(), due))
              .filter(due -> due.compareTo(LONGEST_WAIT) < 0)
              .orElse(LONGEST_WAIT);
      return Math.max(1, wait.toMillis() + 1);
    }

    @Override
    public void onSelectableInit(Event event) {
      try {
        Channel channel = event.getSelectable().getChannel();
        if (channel instanceof ServerSocketChannel server) {
          listening.complete(((InetSocketAddress) server.getLocalAddress()).getPort());
        } else if (channel instanceof SocketChannel client) {
          client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
