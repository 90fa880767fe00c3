package dev.moat.localazure.host.http;

import dev.moat.localazure.host.app.AppSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The access keys of the host. A request carries one in the header {@code x-functions-key} or the
 * query parameter {@code code}.
 *
 * <p>In Azure they are in the host's storage; here they come from three variables. Routes of level
 * {@code FUNCTION} take the host key or the master key, routes of level {@code ADMIN} only the
 * master key; without the variable nobody has access. The admin API and the Event Grid webhook are
 * open while their variable is not set, as they are in the Core Tools: this host listens on the
 * loopback interface only.
 *
 * @param host {@code FUNCTIONS_HOST_KEY}
 * @param master {@code FUNCTIONS_MASTER_KEY}
 * @param eventGrid {@code FUNCTIONS_EVENTGRID_KEY}, the system key {@code eventgrid_extension}
 * @see <a href="https://learn.microsoft.com/azure/azure-functions/function-keys-how-to">keys</a>
 */
public record AccessKeys(
    Optional<String> host, Optional<String> master, Optional<String> eventGrid) {

  public static AccessKeys from(AppSettings settings) {
    return new AccessKeys(
        settings.find("FUNCTIONS_HOST_KEY"),
        settings.find("FUNCTIONS_MASTER_KEY"),
        settings.find("FUNCTIONS_EVENTGRID_KEY"));
  }

  /** Whether the call may use a route of an {@code authLevel} of function.json. */
  boolean allow(HttpCall call, String authLevel) {
    return switch (authLevel.toUpperCase(Locale.ROOT)) {
      case "ANONYMOUS" -> true;
      case "ADMIN" -> carries(call, master.stream());
      default -> carries(call, Stream.concat(host.stream(), master.stream()));
    };
  }

  boolean allowAdmin(HttpCall call) {
    return master.isEmpty() || carries(call, master.stream());
  }

  /** Whether the call may deliver events. */
  public boolean allowEventGrid(HttpCall call) {
    return eventGrid.isEmpty() || carries(call, Stream.concat(eventGrid.stream(), master.stream()));
  }

  private static boolean carries(HttpCall call, Stream<String> keys) {
    String given = call.header("x-functions-key").orElse(call.query().getOrDefault("code", ""));
    return keys.anyMatch(key -> MessageDigest.isEqual(bytes(key), bytes(given)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
