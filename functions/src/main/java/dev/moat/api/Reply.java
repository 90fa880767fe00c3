package dev.moat.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The answer to a {@link Call}.
 *
 * @param headers all that are to be sent
 * @param body empty when there is none
 */
public record Reply(int status, Map<String, String> headers, Optional<String> body) {

  static final int OK = 200;
  static final int ACCEPTED = 202;
  static final int NO_CONTENT = 204;

  /** What a cache keeps may be told to somebody else; what a browser guesses may be run. */
  private static final Map<String, String> ALWAYS =
      Map.of("Cache-Control", "no-store", "X-Content-Type-Options", "nosniff");

  public Reply {
    headers = Map.copyOf(headers);
  }

  static Reply json(int status, JsonNode body) {
    return of(status, "application/json", body);
  }

  static Reply empty(int status) {
    return new Reply(status, ALWAYS, Optional.empty());
  }

  static Reply problem(ApiProblem problem) {
    return of(problem.status(), "application/problem+json", problem.json());
  }

  Reply with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body);
  }

  private static Reply of(int status, String type, JsonNode body) {
    return new Reply(status, ALWAYS, Optional.of(body.toString())).with("Content-Type", type);
  }
}
