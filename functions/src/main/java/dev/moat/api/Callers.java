package dev.moat.api;

import dev.moat.model.Operator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells who is calling. A function key was asked for by the Functions host before; it says nothing
 * of who has it. Where App Service authentication is on, it says who it is.
 */
public final class Callers {

  private static final String OPERATOR = "Moat-Operator";
  private static final String CLIENT_PRINCIPAL = "X-MS-CLIENT-PRINCIPAL";
  private static final Pattern NAME = Pattern.compile("[^\\p{C}]{1,64}");

  private final boolean authenticatedByPlatform;

  /**
   * @param authenticatedByPlatform whether App Service authentication is on for this app. Only then
   *     does the platform set the header {@code X-MS-CLIENT-PRINCIPAL}, and take away one that a
   *     caller sent; otherwise that header is anybody's word, and is passed over
   */
  public Callers(boolean authenticatedByPlatform) {
    this.authenticatedByPlatform = authenticatedByPlatform;
  }

  Caller of(Call call) {
    return authenticatedByPlatform
        ? call.header(CLIENT_PRINCIPAL)
            .map(header -> ClientPrincipal.parse(header).caller())
            .orElseGet(Callers::nobody)
        : keyHolder(call);
  }

  private static Caller keyHolder(Call call) {
    String name = call.header(OPERATOR).map(Callers::checked).orElse("unnamed");
    return new Caller(
        new Operator(name, Optional.empty()),
        Caller.Authentication.FUNCTION_KEY,
        Optional.of(Role.OPERATOR));
  }

  private static String checked(String name) {
    if (name.isBlank() || !NAME.matcher(name).matches()) {
      throw Refusal.of(
          400,
          "InvalidHeader",
          "The header '" + OPERATOR + "' is no name of 1 to 64 printable characters.",
          "Send a short name, or leave the header out.");
    }
    return name.strip();
  }

  /** The platform is set to let calls through that nobody has signed in for. */
  private static Caller nobody() {
    return new Caller(
        new Operator("nobody", Optional.empty()),
        Caller.Authentication.FUNCTION_KEY,
        Optional.empty());
  }
}
