package dev.moat.localazure.servicebus;

import static dev.moat.localazure.servicebus.TestBus.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusMessage;
import dev.moat.localazure.servicebus.broker.QueueSettings;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Transport;
import org.junit.jupiter.api.Test;

/** What the server does about connections that idle, break or speak nonsense, and about itself. */
class ServerIT {
  private static final byte[] EMPTY_FRAME = {0, 0, 0, 8, 2, 0, 0, 0};

  private static LocalServiceBus start(Clock clock) throws IOException {
    return LocalServiceBus.start(
        new ServiceBusConfig(List.of(QueueSettings.named("orders"))), 0, clock);
  }

  /** The SDK's connections ask for a sign of life within 60 seconds; this one within 0.4. */
  @Test
  void an_idle_connection_hears_from_the_server_in_time() throws Exception {
    try (LocalServiceBus bus = start(Clock.systemUTC());
        Socket socket = new Socket("localhost", bus.port())) {
      socket.setSoTimeout(10_000);
      Transport transport = Proton.transport();
      transport.sasl().client();
      transport.sasl().setMechanisms("ANONYMOUS");
      transport.setIdleTimeout(400);
      Connection connection = Proton.connection();
      transport.bind(connection);
      connection.open();

      int heartbeats = 0;
      while (heartbeats < 3) {
        write(transport, socket);
        byte[] read = read(socket);
        heartbeats += Arrays.equals(read, EMPTY_FRAME) ? 1 : 0;
        transport.tail().put(read);
        transport.process();
      }
      assertThat(transport.getRemoteIdleTimeout()).isEqualTo(240_000);
    }
  }

  private static void write(Transport transport, Socket socket) throws IOException {
    while (transport.pending() > 0) {
      ByteBuffer head = transport.head();
      byte[] bytes = new byte[head.remaining()];
      head.duplicate().get(bytes);
      socket.getOutputStream().write(bytes);
      transport.pop(bytes.length);
    }
  }

  private static byte[] read(Socket socket) throws IOException {
    byte[] buffer = new byte[1024];
    int length = socket.getInputStream().read(buffer);
    assertThat(length).as("bytes before the end").isPositive();
    return Arrays.copyOf(buffer, length);
  }

  @Test
  void nonsense_on_one_connection_does_not_disturb_the_others() throws Exception {
    try (TestBus world = new TestBus(QueueSettings.named("orders"))) {
      try (Socket socket = new Socket("localhost", world.bus.port())) {
        socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes());
        while (socket.getInputStream().read() >= 0) {
          continue; // until the server closes
        }
      }
      world.sender("orders").sendMessage(new ServiceBusMessage("one"));
      assertThat(next(world.receiver("orders")).getBody()).hasToString("one");
    }
  }

  @Test
  void a_port_that_is_taken_is_told() throws Exception {
    try (LocalServiceBus bus = start(Clock.systemUTC())) {
      assertThatThrownBy(
              () ->
                  LocalServiceBus.start(
                      new ServiceBusConfig(List.of()), bus.port(), Clock.systemUTC()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Cannot listen on localhost:" + bus.port());
    }
  }

  @Test
  void a_failing_event_loop_closes_the_port_and_tells_its_owner() throws Exception {
    BrokenClock clock = new BrokenClock();
    LocalServiceBus bus = start(clock);
    int port = bus.port();
    clock.broken = true;

    assertThatThrownBy(() -> bus.counts("orders")).hasRootCauseMessage("no time");
    assertThatThrownBy(() -> bus.stopped().get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("no time");
    assertThatThrownBy(() -> new Socket("localhost", port)).isInstanceOf(IOException.class);
  }

  private static final class BrokenClock extends Clock {
    private volatile boolean broken;

    @Override
    public Instant instant() {
      if (broken) {
        throw new IllegalStateException("no time");
      }
      return Instant.EPOCH;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("tests use UTC only");
    }
  }
}
