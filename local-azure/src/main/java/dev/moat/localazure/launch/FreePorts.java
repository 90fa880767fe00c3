package dev.moat.localazure.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports that nobody listens on. They lie below those that systems give to outgoing
 * connections (from 32768 on, on Linux), or else one of those could be taken before the listener
 * starts.
 *
 * @see <a href="https://docs.kernel.org/networking/ip-sysctl.html">ip_local_port_range</a>
 */
final class FreePorts {

  private static final int FIRST = 15_000;
  private static final int LAST = 31_999;
  private static final int MOST_TRIES = 1_000;

  private FreePorts() {}

  /** Different free ports of the loopback interface; free a moment ago, that is. */
  static List<Integer> find(int count) {
    Set<Integer> ports = new LinkedHashSet<>();
    for (int tries = 0; tries < MOST_TRIES && ports.size() < count; tries++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
      if (isFree(port)) {
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

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
