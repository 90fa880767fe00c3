package dev.moat.cli.api;

import dev.moat.cli.outcome.Exit;
import dev.moat.cli.outcome.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a Moat is, and what lets a caller in.
 *
 * @param app URL of the function app, without a slash at its end
 * @param token says who is calling, where sign-in is on
 */
public record ApiAddress(URI app, Optional<ApiKey> key, Optional<ApiToken> token) {

  private static final String PATH = "/api/v1";

  /**
   * The function app of this URL.
   *
   * @throws Failure unless it is one that secrets may be sent to: {@code https}, or this machine
   */
  public static ApiAddress of(String url, Optional<ApiKey> key, Optional<ApiToken> token) {
    URI app = parse(url);
    boolean plain = "http".equalsIgnoreCase(app.getScheme());
    if (plain && !isThisMachine(app.getHost())) {
      throw new Failure(
          Exit.USAGE,
          "Not calling %s without encryption: key and token would travel in the clear."
              .formatted(app.getHost()),
          "Give the URL with https://.");
    }
    return new ApiAddress(app, key, token);
  }

  /** The URL of a path of the API. */
  URI resolve(String pathAndQuery) {
    return URI.create(app + PATH + pathAndQuery);
  }

  private static URI parse(String url) {
    try {
      URI app = new URI(url.strip().replaceAll("(/api(/v1)?)?/*$", ""));
      if (isApp(app)) {
        return app;
      }
    } catch (URISyntaxException e) {
      // Neither the URL nor the exception that repeats it is told: it may hold a key.
    }
    throw new Failure(
        Exit.USAGE,
        "What is given as --url or MOAT_URL is not the URL of a function app.",
        "Give it as https://HOST, such as https://moat.azurewebsites.net, without key or query.");
  }

  private static boolean isApp(URI uri) {
    return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT).matches("https?")
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null;
  }

  /** By the name alone: what a name resolves to may change. */
  private static boolean isThisMachine(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("[::1]")
        || host.matches("127(\\.\\d{1,3}){3}");
  }
}
