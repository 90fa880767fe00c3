package dev.moat.engine;

import dev.moat.model.SetupRequest;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.request.GuardRails;
import dev.moat.request.NamedSteps;
import dev.moat.request.ParseResult;
import dev.moat.request.Problem;
import dev.moat.request.Problems;
import dev.moat.request.RequestParser;
import java.util.List;
import java.util.Optional;

/**
 * Whether a posted text may become a setup: it keeps to the contract, stays within the guard rails,
 * and names no step that it does not lead to. Whoever takes a text, from the queue or over HTTP,
 * asks here first. Has no state that changes; may be shared.
 */
public final class Admission {

  private final RequestParser parser;
  private final GuardRails guardRails;

  public Admission(RequestParser parser, GuardRails guardRails) {
    this.parser = parser;
    this.guardRails = guardRails;
  }

  /** What became of a posted text. */
  public sealed interface Result {

    /**
     * It may become a setup.
     *
     * @param digest as in {@link ParseResult.Accepted}
     */
    record Admitted(SetupRequest request, String digest) implements Result {}

    /**
     * It may not, for all these reasons.
     *
     * @param requestId empty when it could not be read or is not a valid one
     * @param problems at least one, in the order of their pointers
     */
    record Refused(Optional<String> requestId, List<Problem> problems) implements Result {
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Never throws for what the text contains: whatever is wrong with it is in the result. */
  public Result check(String body) {
    ParseResult parsed = parser.parse(body);
    if (parsed instanceof ParseResult.Rejected rejected) {
      return new Result.Refused(rejected.requestId(), rejected.problems());
    }
    ParseResult.Accepted accepted = (ParseResult.Accepted) parsed;
    SetupRequest request = accepted.request();
    List<Problem> problems =
        Problems.merged(guardRails.check(request), stepsOf(request).check(request));
    return problems.isEmpty()
        ? new Result.Admitted(request, accepted.digest())
        : new Result.Refused(Optional.of(request.requestId()), problems);
  }

  private static NamedSteps stepsOf(SetupRequest request) {
    return new NamedSteps(Plans.of(request).steps().stream().map(PlannedStep::name).toList());
  }
}
