package dev.moat.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.request.Problem;
import java.util.List;
import java.util.Locale;

/**
 * Why a call was refused, as problem details.
 *
 * @param status of HTTP
 * @param code a stable name
 * @param detail what could not be done, and why
 * @param advice what to do next
 * @param problems of a posted setup request; empty for everything else
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
record ApiProblem(int status, String code, String detail, String advice, List<Problem> problems) {

  private static final String TYPE = "urn:moat:problem:";

  ApiProblem {
    problems = List.copyOf(problems);
  }

  static ApiProblem of(int status, String code, String detail, String advice) {
    return new ApiProblem(status, code, detail, advice, List.of());
  }

  ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("type", TYPE + code)
            .put("title", title())
            .put("status", status)
            .put("code", code)
            .put("detail", detail)
            .put("advice", advice);
    if (!problems.isEmpty()) {
      ArrayNode list = json.putArray("problems");
      problems.forEach(problem -> list.add(json(problem)));
    }
    return json;
  }

  /** The same for all problems of a type: its code in words. */
  private String title() {
    String words = code.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static ObjectNode json(Problem problem) {
    return Json.object()
        .put("pointer", problem.pointer())
        .put("reason", problem.reason().label())
        .put("message", problem.message());
  }
}
