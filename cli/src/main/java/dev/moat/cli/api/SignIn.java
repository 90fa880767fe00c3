package dev.moat.cli.api;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * App Service authentication, which stands before the API where sign-in is on. Callers that it does
 * not know it sends to the login page when it takes them for browsers; others get 401 and a
 * challenge such as {@code Bearer realm="HOST" authorization_uri="…" resource_id="CLIENT_ID"}. The
 * Functions host challenges nobody: its 401 is about the key.
 *
 * @param clientId of the app registration, as far as the answer tells it
 * @see <a
 *     href="https://learn.microsoft.com/azure/app-service/overview-authentication-authorization#authorization-behavior">Authorization
 *     behavior</a>
 */
record SignIn(String clientId) {

  /** One whose app registration is not known. */
  static final SignIn UNKNOWN = new SignIn("CLIENT_ID");

  private static final Pattern CHALLENGE = Pattern.compile("(?i)Bearer realm=.*");
  private static final Pattern LOGIN_PAGE = Pattern.compile("(?i).*\\.auth(/|%2F)login.*");

  /** Nothing else of an answer gets into a command that people are to copy. */
  private static final Pattern CLIENT_ID =
      Pattern.compile(
          "(?<=resource_id=\"|client_id=)\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  /** What an answer says of it, when it is about signing in. */
  static Optional<SignIn> wantedBy(HttpResponse<?> response) {
    return texts(response.statusCode(), response.headers()).findFirst().map(SignIn::toldBy);
  }

  private static SignIn toldBy(String text) {
    Matcher id = CLIENT_ID.matcher(text);
    return id.find() ? new SignIn(id.group()) : UNKNOWN;
  }

  private static Stream<String> texts(int status, HttpHeaders headers) {
    return switch (status) {
      case 401 -> matching(headers, "WWW-Authenticate", CHALLENGE);
      case 302, 303, 307 -> matching(headers, "Location", LOGIN_PAGE);
      default -> Stream.empty();
    };
  }

  private static Stream<String> matching(HttpHeaders headers, String name, Pattern pattern) {
    return headers.allValues(name).stream().filter(pattern.asMatchPredicate());
  }

  /** The command that gets a token. */
  String command() {
    return "az account get-access-token --resource api://%s --query accessToken --output tsv"
        .formatted(clientId);
  }
}
