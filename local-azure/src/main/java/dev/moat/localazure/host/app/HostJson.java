package dev.moat.localazure.host.app;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The parts of host.json that this host obeys; {@link HostJsonKeys} refuses what it does not.
 *
 * @param routePrefix before every HTTP route, {@code api} unless said otherwise; may be empty
 * @param functionTimeout the longest an invocation may take; empty for no limit ({@code -1}).
 *     Unless said otherwise it is 30 minutes, the default of Flex Consumption, Premium and
 *     Dedicated
 * @param serviceBus the Service Bus extension's options
 * @param logLevels what is logged
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-functions/functions-host-json">host.json</a>
 */
public record HostJson(
    String routePrefix,
    Optional<Duration> functionTimeout,
    ServiceBusOptions serviceBus,
    LogLevels logLevels) {

  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

  static HostJson read(Path file) {
    JsonObject json = Json.read(file);
    String version = Json.at(json, "version").map(JsonElement::getAsString).orElse("none");
    if (!version.equals("2.0")) {
      throw new InvalidFunctionAppException(file + ": version must be \"2.0\", but is " + version);
    }
    HostJsonKeys.check(json);
    return new HostJson(
        Json.at(json, "extensions", "http", "routePrefix")
            .map(JsonElement::getAsString)
            .orElse("api"),
        timeout(json),
        ServiceBusOptions.from(json),
        LogLevels.from(json));
  }

  static Optional<Duration> span(JsonObject json, String... path) {
    return Json.at(json, path).map(JsonElement::getAsString).map(text -> span(text, path));
  }

  private static Duration span(String text, String... path) {
    return TimeSpans.parse(text)
        .orElseThrow(
            () ->
                new InvalidFunctionAppException(
                    "host.json: %s is not a time span: '%s'; write [d.]hh:mm:ss, hours up to 23"
                        .formatted(String.join(".", path), text)));
  }

  private static Optional<Duration> timeout(JsonObject json) {
    boolean unlimited =
        Json.at(json, "functionTimeout")
            .map(JsonElement::getAsString)
            .filter("-1"::equals)
            .isPresent();
    return unlimited
        ? Optional.empty()
        : Optional.of(span(json, "functionTimeout").orElse(DEFAULT_TIMEOUT));
  }
}
