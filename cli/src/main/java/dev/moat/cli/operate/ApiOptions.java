package dev.moat.cli.operate;

import dev.moat.cli.api.ApiAddress;
import dev.moat.cli.api.ApiKey;
import dev.moat.cli.api.ApiToken;
import dev.moat.cli.api.MoatApi;
import dev.moat.cli.outcome.Exit;
import dev.moat.cli.outcome.Failure;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that calls the API. */
final class ApiOptions {

  /** As many characters as the API takes. */
  private static final int LONGEST_NAME = 64;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The function app, as https://HOST (default: MOAT_URL, else the one that 'moat up' runs"
              + " on this machine).")
  private @Nullable String url;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "Holds the function key (default: the key itself in MOAT_KEY).")
  private @Nullable Path keyFile;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "Holds an access token, where sign-in is on (default: the token itself in MOAT_TOKEN).")
  private @Nullable Path tokenFile;

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      description =
          "Who asks, for the history (default: MOAT_OPERATOR, else the name of the user here).")
  private @Nullable String operator;

  @Option(names = "--json", description = "Print what the API answers, as it is, and nothing else.")
  private boolean json;

  boolean json() {
    return json;
  }

  /** The API that is meant. */
  MoatApi api(Surroundings surroundings) {
    return new MoatApi(address(surroundings), operator(surroundings));
  }

  /** Key and token are for the URL that was given, and not for this machine's Moat. */
  private ApiAddress address(Surroundings surroundings) {
    Optional<String> given = given(url, "MOAT_URL", surroundings);
    if (given.isEmpty()) {
      return surroundings.local().get();
    }
    return ApiAddress.of(given.get(), key(surroundings), token(surroundings));
  }

  private Optional<ApiKey> key(Surroundings surroundings) {
    return Optional.ofNullable(keyFile)
        .map(ApiKey::read)
        .or(() -> variable("MOAT_KEY", surroundings).map(key -> new ApiKey(key, "MOAT_KEY")));
  }

  private Optional<ApiToken> token(Surroundings surroundings) {
    return Optional.ofNullable(tokenFile)
        .map(ApiToken::read)
        .or(
            () ->
                variable("MOAT_TOKEN", surroundings)
                    .map(token -> new ApiToken(token, "MOAT_TOKEN")));
  }

  private String operator(Surroundings surroundings) {
    String name =
        given(operator, "MOAT_OPERATOR", surroundings)
            .orElseGet(() -> System.getProperty("user.name"));
    if (name.length() > LONGEST_NAME || !name.matches("[\\x20-\\x7e]+")) {
      throw new Failure(
          Exit.USAGE,
          "'%s' cannot stand in the history as who asked.".formatted(name),
          "Give a name of 1 to %d characters in ASCII with --operator.".formatted(LONGEST_NAME));
    }
    return name;
  }

  private static Optional<String> given(
      @Nullable String option, String variable, Surroundings surroundings) {
    return Optional.ofNullable(option).or(() -> variable(variable, surroundings));
  }

  private static Optional<String> variable(String name, Surroundings surroundings) {
    return Optional.ofNullable(surroundings.environment().get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }
}
