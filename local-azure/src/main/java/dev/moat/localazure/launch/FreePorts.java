package dev.moat.localazure.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Finds ports that nobody listens on, and reserves them until this process ends: between the look
 * and the listener another process could find the same one. They lie below those that systems give
 * to outgoing connections (from 32768 on, on Linux), or else one of those could be taken before the
 * listener starts.
 *
 * @see <a href="https://docs.kernel.org/networking/ip-sysctl.html">ip_local_port_range</a>
 */
final class FreePorts {

  private static final int FIRST = 15_000;
  private static final int LAST = 31_999;
  private static final int MOST_TRIES = 1_000;

  private static @Nullable FileChannel reservations;

  private FreePorts() {}

  /** Different free ports of the loopback interface, which no other process finds any more. */
  static synchronized List<Integer> find(int count) {
    Set<Integer> ports = new LinkedHashSet<>();
    for (int tries = 0; tries < MOST_TRIES && ports.size() < count; tries++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
      if (reserve(port) && isFree(port)) {
        ports.add(port);
      }
    }
    if (ports.size() < count) {
      throw new IllegalStateException(
          "Cannot find %d free ports from %d to %d. Stop what listens there"
              .formatted(count, FIRST, LAST));
    }
    return List.copyOf(ports);
  }

  /** Whether the port is this process's alone: the lock on its byte in a file that all share. */
  private static boolean reserve(int port) {
    try {
      return reservations().tryLock(port, 1, false) != null;
    } catch (OverlappingFileLockException reservedBefore) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot reserve port " + port + " in " + file(), e);
    }
  }

  /** Stays open: closing it would give back what is reserved. */
  private static FileChannel reservations() throws IOException {
    FileChannel open = reservations;
    if (open == null) {
      open = FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      reservations = open;
    }
    return open;
  }

  private static Path file() {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "local-azure-ports-" + System.getProperty("user.name") + ".lock");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
