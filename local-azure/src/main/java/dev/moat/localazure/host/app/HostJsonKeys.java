package dev.moat.localazure.host.app;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What may stand in host.json. The real host passes over what it does not know; here a key that
 * would change in Azure what it does not change here is refused, and so is one that nobody knows.
 */
final class HostJsonKeys {

  private static final List<String> OBEYED =
      List.of(
          "version",
          "functionTimeout",
          "extensions.http.routePrefix",
          "extensions.serviceBus.autoCompleteMessages",
          "extensions.serviceBus.clientRetryOptions.delay",
          "extensions.serviceBus.clientRetryOptions.maxDelay",
          "extensions.serviceBus.clientRetryOptions.maxRetries",
          "extensions.serviceBus.clientRetryOptions.mode",
          "extensions.serviceBus.clientRetryOptions.tryTimeout",
          "extensions.serviceBus.maxAutoLockRenewalDuration",
          "extensions.serviceBus.maxConcurrentCalls",
          "extensions.serviceBus.prefetchCount",
          "logging.logLevel.*");

  /**
   * Why each changes nothing here: the extensions are part of this host; there is no Application
   * Insights; the real host, too, sends the header over HTTPS only; sessions and batches are
   * refused at the function that asks for them.
   */
  private static final List<String> WITHOUT_EFFECT =
      List.of(
          "extensionBundle.*",
          "aggregator.*",
          "logging.applicationInsights.*",
          "extensions.http.hsts.*",
          "extensions.serviceBus.maxConcurrentSessions",
          "extensions.serviceBus.maxMessageBatchSize",
          "extensions.serviceBus.sessionIdleTimeout");

  private HostJsonKeys() {}

  /**
   * Refuses what is neither obeyed nor without effect.
   *
   * @throws InvalidFunctionAppException naming all such keys
   */
  static void check(JsonObject host) {
    List<String> refused = new ArrayList<>();
    leaves("", host).filter(key -> !isKnown(key)).forEach(refused::add);
    if (!refused.isEmpty()) {
      throw new InvalidFunctionAppException(
          "host.json: this host does not do what these keys ask for: "
              + String.join(", ", refused)
              + "; take them out, or teach the host");
    }
  }

  private static Stream<String> leaves(String path, JsonElement value) {
    if (!value.isJsonObject()) {
      return Stream.of(path);
    }
    return value.getAsJsonObject().entrySet().stream()
        .flatMap(
            (Map.Entry<String, JsonElement> entry) -> leaves(below(path, entry), entry.getValue()));
  }

  private static String below(String path, Map.Entry<String, JsonElement> entry) {
    return path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
  }

  private static boolean isKnown(String key) {
    return Stream.concat(OBEYED.stream(), WITHOUT_EFFECT.stream())
        .anyMatch(
            known ->
                known.endsWith(".*")
                    ? key.startsWith(known.substring(0, known.length() - 1))
                    : key.equals(known));
  }
}
