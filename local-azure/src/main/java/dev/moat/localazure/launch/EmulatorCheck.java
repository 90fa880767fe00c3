package dev.moat.localazure.launch;

import dev.moat.localazure.tls.LocalCertificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Looks whether emulators can be used, so that what is missing is told at once and by name. */
final class EmulatorCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int AMQP = 5672;

  private EmulatorCheck() {}

  /**
   * Connects to both.
   *
   * @throws ProcessStartException if one does not answer, or presents another certificate than one
   *     of {@link Emulators#certificates}
   */
  static void check(Emulators emulators) {
    checkServiceBus(emulators.serviceBus());
    checkTables(emulators);
  }

  private static void checkServiceBus(URI serviceBus) {
    int port = serviceBus.getPort() < 0 ? AMQP : serviceBus.getPort();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(serviceBus.getHost(), port), (int) PATIENCE.toMillis());
    } catch (IOException e) {
      throw unreachable("Service Bus", serviceBus, e);
    }
  }

  private static void checkTables(Emulators emulators) {
    URI tables = emulators.tableService();
    HttpRequest request = HttpRequest.newBuilder(tables).timeout(PATIENCE).build();
    try {
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .sslContext(
              LocalCertificates.openOrCreate(emulators.certificates(), Clock.systemUTC())
                  .clientContext())
          .build()
          .send(request, BodyHandlers.discarding());
    } catch (SSLException e) {
      throw new ProcessStartException(
          "Table Storage at %s does not present the certificate in %s (%s). Start it with that one, server.pem; if it was made anew, start it again"
              .formatted(tables, emulators.certificates(), e.getMessage()),
          e);
    } catch (IOException e) {
      throw unreachable("Table Storage", tables, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessStartException("Interrupted while connecting to " + tables, e);
    }
  }

  private static ProcessStartException unreachable(String part, URI where, IOException cause) {
    return new ProcessStartException(
        "Cannot reach %s at %s (%s). Start the emulators first, or name where they are"
            .formatted(part, where, cause),
        cause);
  }
}
