package dev.moat.cli.api;

import dev.moat.cli.outcome.Exit;
import dev.moat.cli.outcome.Failure;
import java.nio.file.Path;

/**
 * An access token by Microsoft Entra ID, which says who is calling where sign-in is on.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750: of which characters a
 *     token is</a>
 */
public final class ApiToken extends Secret {

  private static final String TOKEN = "token";

  /**
   * @param from where it was found, for people
   * @throws Failure when it cannot be a token
   */
  public ApiToken(String value, String from) {
    super(TOKEN, value);
    if (!value.matches("[A-Za-z0-9._~+/-]+=*")) {
      throw new Failure(
          Exit.USAGE,
          "What %s holds is no access token.".formatted(from),
          "A token is one line without quotes, and without the word Bearer. Get one with: "
              + SignIn.UNKNOWN.command());
    }
  }

  /**
   * The only line of a file.
   *
   * @throws Failure when it cannot be read, or holds no token
   */
  public static ApiToken read(Path file) {
    return new ApiToken(line(file, TOKEN), "the file " + file);
  }
}
