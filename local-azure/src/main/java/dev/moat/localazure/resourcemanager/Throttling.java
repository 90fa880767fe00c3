package dev.moat.localazure.resourcemanager;

import java.time.Duration;

/**
 * How many calls Azure takes before it answers 429.
 *
 * <p>Buckets are per subscription, principal and kind of call; windows per subscription. Sources:
 * <a
 * href="https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling">limits
 * of Resource Manager</a>, of Microsoft.Network and of private DNS.
 *
 * @param reads GET and HEAD calls
 * @param writes PUT, PATCH and POST calls
 * @param deletes DELETE calls
 * @param networkReads reads of Microsoft.Network
 * @param networkWrites writes and deletes of Microsoft.Network
 * @param privateDnsReads reads of one type of private DNS resource
 */
public record Throttling(
    Bucket reads,
    Bucket writes,
    Bucket deletes,
    Window networkReads,
    Window networkWrites,
    Window privateDnsReads) {

  /** A token bucket: calls at once, and calls that come back each second. */
  public record Bucket(int size, int refillPerSecond) {}

  /** A number of calls in each window of time. */
  public record Window(int calls, Duration length) {}

  /** The sizes that Microsoft documents. */
  public static Throttling documented() {
    Duration fiveMinutes = Duration.ofMinutes(5);
    return new Throttling(
        new Bucket(250, 25),
        new Bucket(200, 10),
        new Bucket(200, 10),
        new Window(10_000, fiveMinutes),
        new Window(1_000, fiveMinutes),
        new Window(500, fiveMinutes));
  }

  /** So many calls that nobody is ever throttled. */
  public static Throttling none() {
    Bucket bucket = new Bucket(Integer.MAX_VALUE, Integer.MAX_VALUE);
    Window window = new Window(Integer.MAX_VALUE, Duration.ofSeconds(1));
    return new Throttling(bucket, bucket, bucket, window, window, window);
  }
}
