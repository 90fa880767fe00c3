package dev.moat.localazure.launch;

import java.util.List;

/**
 * The ports of the parts, which stay the same over restarts.
 *
 * @param resourceManager HTTPS
 * @param identity HTTP
 * @param serviceBus AMQP without TLS
 * @param tables HTTPS
 * @param functions HTTP
 * @param blobs HTTPS
 */
public record Ports(
    int resourceManager, int identity, int serviceBus, int tables, int functions, int blobs) {

  /** Ports that are free now. */
  public static Ports free() {
    List<Integer> ports = FreePorts.find(6);
    return new Ports(
        ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4), ports.get(5));
  }
}
