package dev.moat.api;

import static dev.moat.api.Json.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.engine.Acceptance;
import dev.moat.engine.Admission;
import dev.moat.engine.Taken;
import dev.moat.engine.WhatIf;
import dev.moat.request.Problem;
import java.util.List;

/** Takes setup requests, or tells what they would do. */
final class Submissions {

  private final Acceptance acceptance;
  private final Admission admission;
  private final WhatIf whatIf;
  private final Bodies bodies;

  Submissions(Acceptance acceptance, Admission admission, WhatIf whatIf, Bodies bodies) {
    this.acceptance = acceptance;
    this.admission = admission;
    this.whatIf = whatIf;
    this.bodies = bodies;
  }

  Reply submit(Call call, Caller caller) {
    Taken taken = acceptance.submit(request(Endpoint.SUBMIT, call), caller.operator());
    if (taken instanceof Taken.Rejected rejected) {
      throw invalid(rejected.problems());
    }
    if (taken instanceof Taken.IdReused reused) {
      throw Refusal.of(
          409,
          "RequestIdReused",
          "The requestId '%s' was used before by another request, for registry %s."
              .formatted(reused.requestId(), reused.registry()),
          "Give each request an id of its own.");
    }
    Taken.Accepted accepted = (Taken.Accepted) taken;
    return Reply.json(Reply.ACCEPTED, submission(accepted))
        .with("Location", "/api/v1/setups/" + accepted.setup());
  }

  Reply plan(Call call, Caller caller) {
    Admission.Result result = admission.check(request(Endpoint.PLAN, call));
    if (result instanceof Admission.Result.Refused refused) {
      throw invalid(refused.problems());
    }
    Admission.Result.Admitted admitted = (Admission.Result.Admitted) result;
    return Reply.json(Reply.OK, ForecastJson.write(whatIf.of(admitted.request())));
  }

  private String request(Endpoint endpoint, Call call) {
    return bodies.text(endpoint, call).orElseThrow();
  }

  private static Refusal invalid(List<Problem> problems) {
    return new Refusal(
        new ApiProblem(
            400,
            "InvalidRequest",
            "The setup request is not accepted: %s%s"
                .formatted(
                    problems.get(0).message(),
                    problems.size() > 1 ? " There are more problems: see 'problems'." : ""),
            "Mend what 'problems' lists; docs/request-contract.md says what a request may have.",
            problems));
  }

  private static ObjectNode submission(Taken.Accepted accepted) {
    return object()
        .put("setup", accepted.setup().value())
        .put("requestId", accepted.requestId())
        .put("generation", accepted.generation())
        .put("acceptedBefore", accepted.before());
  }
}
