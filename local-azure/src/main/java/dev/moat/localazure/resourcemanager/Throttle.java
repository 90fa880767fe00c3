package dev.moat.localazure.resourcemanager;

import dev.moat.localazure.resourcemanager.Throttling.Bucket;
import dev.moat.localazure.resourcemanager.Throttling.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts calls, refuses those that are too many, and tells how many are left. */
final class Throttle {
  private static final String REMAINING = "x-ms-ratelimit-remaining-subscription-";

  private final Throttling limits;
  private final Map<String, Tokens> buckets = new HashMap<>();
  private final Map<String, Counted> windows = new HashMap<>();

  Throttle(Throttling limits) {
    this.limits = limits;
  }

  /**
   * Counts a call.
   *
   * @return the header that tells how many calls of this kind are left
   */
  Map.Entry<String, String> admit(Call call) {
    String kind = kind(call.request().method());
    Bucket bucket = bucket(kind);
    String key = String.join("|", subscription(call), call.request().caller().objectId(), kind);
    Tokens tokens = refilled(buckets.get(key), bucket, call.now());
    if (tokens.count < 1) {
      throw tooMany("SubscriptionRequestsThrottled", kind, bucket.size(), Duration.ofSeconds(1))
          .retryAfter((int) Math.ceil((1 - tokens.count) / bucket.refillPerSecond()))
          .refusal();
    }
    buckets.put(key, new Tokens(tokens.count - 1, call.now()));
    admitToProvider(call, kind);
    return Map.entry(REMAINING + kind, Long.toString((long) (tokens.count - 1)));
  }

  private static String subscription(Call call) {
    String subscription = call.id().subscription();
    return subscription == null ? "tenant" : subscription.toLowerCase(Locale.ROOT);
  }

  private static String kind(String method) {
    return switch (method) {
      case "GET", "HEAD" -> "reads";
      case "DELETE" -> "deletes";
      default -> "writes";
    };
  }

  private Bucket bucket(String kind) {
    return switch (kind) {
      case "reads" -> limits.reads();
      case "deletes" -> limits.deletes();
      default -> limits.writes();
    };
  }

  private static Tokens refilled(@Nullable Tokens last, Bucket bucket, Instant now) {
    if (last == null) {
      return new Tokens(bucket.size(), now);
    }
    double seconds = Duration.between(last.time, now).toMillis() / 1000.0;
    return new Tokens(
        Math.min(bucket.size(), last.count + seconds * bucket.refillPerSecond()), now);
  }

  private void admitToProvider(Call call, String kind) {
    String type = call.id().type().toLowerCase(Locale.ROOT);
    if (!type.startsWith("microsoft.network/")) {
      return;
    }
    boolean read = kind.equals("reads");
    String account = subscription(call) + "|network|" + read;
    count(account, read ? limits.networkReads() : limits.networkWrites(), call, type);
    if (read && type.startsWith("microsoft.network/privatednszones")) {
      count(subscription(call) + "|" + type, limits.privateDnsReads(), call, type);
    }
  }

  private void count(String key, Window window, Call call, String what) {
    Counted counted = windows.get(key);
    if (counted == null || !call.now().isBefore(counted.start.plus(window.length()))) {
      counted = new Counted(0, call.now());
    }
    if (counted.calls >= window.calls()) {
      Duration wait = Duration.between(call.now(), counted.start.plus(window.length()));
      throw tooMany("ResourceRequestsThrottled", what, window.calls(), window.length())
          .retryAfter((int) Math.max(1, wait.toSeconds()))
          .refusal();
    }
    windows.put(key, new Counted(counted.calls + 1, counted.start));
  }

  private static ArmError tooMany(String code, String what, int limit, Duration interval) {
    return ArmError.of(
        429,
        code,
        "Number of requests for '%s' exceeded the limit of '%d' for time interval '%s'."
            .formatted(what, limit, interval));
  }

  private record Tokens(double count, Instant time) {}

  private record Counted(int calls, Instant start) {}
}
