package dev.moat.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.moat.cli.outcome.Exit;
import dev.moat.cli.outcome.Failure;
import java.net.http.HttpResponse;
import java.util.Optional;

/** What it means for people that a call was answered, and not with success. */
final class Refusals {

  private final ApiAddress address;

  Refusals(ApiAddress address) {
    this.address = address;
  }

  Failure of(HttpResponse<String> response) {
    return problem(response)
        .map(problem -> told(response.statusCode(), problem))
        .or(() -> SignIn.wantedBy(response).map(signIn -> unknown(response.statusCode(), signIn)))
        .orElseGet(() -> untold(response.statusCode()));
  }

  private static Optional<Problem> problem(HttpResponse<String> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (!type.startsWith("application/problem+json")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(response.body(), Problem.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Failure told(int status, Problem problem) {
    StringBuilder message = new StringBuilder(problem.detail());
    problem.problems().stream()
        .filter(place -> !problem.detail().contains(place.message()))
        .forEach(place -> message.append("\n  ").append(place));
    return new Failure(exit(status), message.toString(), problem.advice());
  }

  private static Exit exit(int status) {
    return switch (status) {
      case 401, 403 -> Exit.NOT_ALLOWED;
      case 404 -> Exit.NOT_FOUND;
      case 409, 412 -> Exit.CONFLICT;
      case 429, 502, 503, 504 -> Exit.UNREACHABLE;
      default -> Exit.FAILED;
    };
  }

  /** The platform answers before the Functions host and the API hear of the call. */
  private Failure unknown(int status, SignIn signIn) {
    boolean hasToken = address.token().isPresent();
    String message =
        hasToken
            ? "%s does not accept the token (%d).".formatted(address.app(), status)
            : "Sign-in is on at %s (%d), and no token was given.".formatted(address.app(), status);
    String advice =
        hasToken
            ? "Tokens expire after about an hour, and are for one app of one tenant. Get another"
                + " with: "
            : "Give a token in MOAT_TOKEN, or in a file named by --token-file, beside the key. Get"
                + " one with: ";
    return new Failure(Exit.NOT_ALLOWED, message, advice + signIn.command());
  }

  /** The Functions host and what stands before it answer without saying why. */
  private Failure untold(int status) {
    return switch (status) {
      case 401, 403 -> notAllowed(status);
      case 404 ->
          new Failure(
              Exit.UNREACHABLE,
              "There is no Moat at %s: it answers 404.".formatted(address.app()),
              "See that --url or MOAT_URL is the function app's, and that its version has the API.");
      default ->
          new Failure(
              exit(status),
              "Moat at %s answers %d, and does not say why.".formatted(address.app(), status),
              "Try again in a minute; else look at the logs of the function app.");
    };
  }

  private Failure notAllowed(int status) {
    String message =
        address.key().isPresent()
            ? "%s does not accept the key%s (%d)."
                .formatted(
                    address.app(), address.token().isPresent() ? ", or the token" : "", status)
            : "%s wants a key (%d), and none was given.".formatted(address.app(), status);
    return new Failure(
        Exit.NOT_ALLOWED,
        message,
        "Put a function key into MOAT_KEY, or into a file named by --key-file. Azure lists keys"
            + " with: az functionapp keys list");
  }
}
