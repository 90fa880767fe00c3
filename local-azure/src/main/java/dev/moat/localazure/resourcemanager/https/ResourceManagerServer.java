package dev.moat.localazure.resourcemanager.https;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.moat.localazure.identity.TokenIssuer;
import dev.moat.localazure.resourcemanager.ResourceManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * HTTPS in front of a Resource Manager, on the loopback address. Beside Azure's paths there is a
 * control surface under {@code /local-azure/}:
 *
 * <ul>
 *   <li>{@code GET health}
 *   <li>{@code GET calls}, {@code DELETE calls}
 *   <li>{@code POST faults} with {@code {"method","path","times"}} and one of {@code
 *       "answer":{"status","code","message","retryAfterSeconds"}}, {@code
 *       "failOperation":{"code","message"}}, {@code "delaySeconds"} and {@code "loseAnswer":true};
 *       {@code DELETE faults}
 *   <li>{@code POST principals} with {@code {"objectId"}} and any of {@code "known":true|false} and
 *       {@code "access":"roles"|"everything"}
 *   <li>{@code POST zone-groups} with {@code {"follow":true|false}}: whether they write the names
 *       that their endpoints get later
 *   <li>{@code POST tokens} with {@code {"name","userName","objectId","applicationId"}}: a token of
 *       a person, answered as {@code {"accessToken"}}
 *   <li>{@code GET events}, {@code POST events} and {@code POST events/raise}, see {@link
 *       EventControls}
 * </ul>
 */
public final class ResourceManagerServer implements AutoCloseable {
  private static final int THREADS = 32;

  private final HttpsServer server;
  private final ExecutorService executor;

  private ResourceManagerServer(HttpsServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /**
   * Starts to listen, without Event Grid.
   *
   * @param port 0 for a free one
   * @param tls presents the certificate of {@code localhost}
   * @param tenant named in challenges to callers without a token
   * @param afterWrite runs after each call that may have changed something, before its answer
   * @throws IOException when the port cannot be used
   */
  public static ResourceManagerServer start(
      int port,
      SSLContext tls,
      ResourceManager resourceManager,
      String tenant,
      Clock clock,
      Runnable afterWrite)
      throws IOException {
    return start(
        port,
        tls,
        resourceManager,
        tenant,
        clock,
        afterWrite,
        new Controls(resourceManager, new TokenIssuer(tenant, clock), Optional.empty()));
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for a free one
   * @param tls presents the certificate of {@code localhost}
   * @param tenant named in challenges to callers without a token
   * @param afterWrite runs after each call that may have changed something, before its answer
   * @param controls what the control surface acts on
   * @throws IOException when the port cannot be used
   */
  public static ResourceManagerServer start(
      int port,
      SSLContext tls,
      ResourceManager resourceManager,
      String tenant,
      Clock clock,
      Runnable afterWrite,
      Controls controls)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpsServer server = HttpsServer.create(address, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    server.setExecutor(executor);
    server.createContext("/", new ArmHandler(resourceManager, tenant, clock, afterWrite));
    server.createContext(ControlHandler.PATH, new ControlHandler(controls));
    server.start();
    return new ResourceManagerServer(server, executor);
  }

  /** Such as {@code https://localhost:8443}. */
  public String endpoint() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
