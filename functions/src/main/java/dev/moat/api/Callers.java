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

  private final SignIn signIn;

  /**
   * @param signIn whether the platform tells who is calling; where it does not, the header in which
   *     it would is passed over
   */
  public Callers(SignIn signIn) {
    this.signIn = signIn;
  }

  Caller of(Call call) {
    return switch (signIn) {
      case OFF -> keyHolder(call);
      case ON ->
          call.header(CLIENT_PRINCIPAL)
              .map(header -> ClientPrincipal.parse(header).caller())
              .orElseGet(Callers::nobody);
      case MISSING -> throw signInIsMissing();
    };
  }

  private static Refusal signInIsMissing() {
    return Refusal.of(
        403,
        "SignInMissing",
        "This app requires sign-in, and the platform does not say that App Service authentication"
            + " is on; without it every holder of a key would be an operator.",
        "Switch on App Service authentication for the function app; or set SIGN_IN_REQUIRED to"
            + " false to let function keys alone decide.");
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
