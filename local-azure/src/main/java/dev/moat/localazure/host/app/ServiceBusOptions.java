package dev.moat.localazure.host.app;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;

/**
 * {@code extensions.serviceBus} of host.json, with the defaults of extension 5.x.
 *
 * @param autoCompleteMessages whether the host completes a message when its function returns
 * @param maxConcurrentCalls per function, on this instance
 * @param prefetchCount messages fetched ahead, 0 for none
 * @param maxAutoLockRenewalDuration how long a message's lock is kept while its function runs
 * @param clientRetryOptions how often and how long the namespace is tried
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus#hostjson-settings">host.json
 *     settings</a>
 */
public record ServiceBusOptions(
    boolean autoCompleteMessages,
    int maxConcurrentCalls,
    int prefetchCount,
    Duration maxAutoLockRenewalDuration,
    ClientRetryOptions clientRetryOptions) {

  private static final int CALLS_PER_PROCESSOR = 16;

  public ServiceBusOptions {
    if (maxConcurrentCalls < 1 || prefetchCount < 0) {
      throw new InvalidFunctionAppException(
          "host.json: extensions.serviceBus needs maxConcurrentCalls of at least 1 and prefetchCount of"
              + " at least 0, but has %d and %d".formatted(maxConcurrentCalls, prefetchCount));
    }
  }

  static ServiceBusOptions from(JsonObject host) {
    String[] at = {"extensions", "serviceBus"};
    return new ServiceBusOptions(
        Json.at(host, at[0], at[1], "autoCompleteMessages")
            .map(JsonElement::getAsBoolean)
            .orElse(true),
        Json.at(host, at[0], at[1], "maxConcurrentCalls")
            .map(JsonElement::getAsInt)
            .orElseGet(() -> CALLS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors()),
        Json.at(host, at[0], at[1], "prefetchCount").map(JsonElement::getAsInt).orElse(0),
        HostJson.span(host, at[0], at[1], "maxAutoLockRenewalDuration")
            .orElse(Duration.ofMinutes(5)),
        ClientRetryOptions.from(host));
  }
}
