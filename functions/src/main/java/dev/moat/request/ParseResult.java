package dev.moat.request;

import dev.moat.model.SetupRequest;
import java.util.List;
import java.util.Optional;

/** What became of a posted text. */
public sealed interface ParseResult {

  /**
   * A request that keeps to the contract. Whether its scopes and roles are allowed is the question
   * of {@link GuardRails}.
   *
   * @param digest SHA-256 in hexadecimal of the request's canonical JSON without its {@code
   *     requestId}; two requests with one id and different digests are a caller's mistake
   */
  record Accepted(SetupRequest request, String digest) implements ParseResult {}

  /**
   * A text that is no request, with all that is wrong with it.
   *
   * @param requestId empty when it could not be read or is not a valid one
   * @param problems at least one, in the order of their pointers
   */
  record Rejected(Optional<String> requestId, List<Problem> problems) implements ParseResult {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }
}
