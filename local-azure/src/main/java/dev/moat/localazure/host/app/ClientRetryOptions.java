package dev.moat.localazure.host.app;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;

/**
 * {@code extensions.serviceBus.clientRetryOptions} of host.json: how the client behaves towards a
 * namespace that does not answer or is busy. It has nothing to do with functions that fail.
 *
 * @param exponential whether the delay grows, or stays the same
 * @param tryTimeout how long one attempt may take
 * @param delay before the second attempt
 * @param maxDelay before any attempt
 * @param maxRetries attempts after the first
 * @see <a
 *     href="https://learn.microsoft.com/dotnet/api/azure.messaging.servicebus.servicebusretryoptions">ServiceBusRetryOptions</a>
 */
public record ClientRetryOptions(
    boolean exponential, Duration tryTimeout, Duration delay, Duration maxDelay, int maxRetries) {

  static ClientRetryOptions from(JsonObject host) {
    return new ClientRetryOptions(
        Json.at(host, at("mode"))
            .map(JsonElement::getAsString)
            .map(ClientRetryOptions::isExponential)
            .orElse(true),
        HostJson.span(host, at("tryTimeout")).orElse(Duration.ofMinutes(1)),
        HostJson.span(host, at("delay")).orElse(Duration.ofMillis(800)),
        HostJson.span(host, at("maxDelay")).orElse(Duration.ofMinutes(1)),
        Json.at(host, at("maxRetries")).map(JsonElement::getAsInt).orElse(3));
  }

  private static String[] at(String name) {
    return new String[] {"extensions", "serviceBus", "clientRetryOptions", name};
  }

  private static boolean isExponential(String mode) {
    if (!mode.equalsIgnoreCase("exponential") && !mode.equalsIgnoreCase("fixed")) {
      throw new InvalidFunctionAppException(
          "host.json: extensions.serviceBus.clientRetryOptions.mode is exponential or fixed, but is "
              + mode);
    }
    return mode.equalsIgnoreCase("exponential");
  }
}
