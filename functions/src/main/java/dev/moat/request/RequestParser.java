package dev.moat.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a posted text as a setup request, version 1. All that is wrong with it is found at once.
 * Has no state that changes; may be shared.
 */
public final class RequestParser {

  private static final int VERSION = 1;
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private final Contract contract = new Contract();

  /** Never throws for what the text contains: whatever is wrong with it is in the result. */
  public ParseResult parse(String body) {
    Problems problems = new Problems();
    Optional<ObjectNode> request = Json.read(body, problems);
    request.ifPresent(content -> check(content, problems));
    if (request.isPresent() && problems.isEmpty()) {
      return new ParseResult.Accepted(
          RequestMapper.map(Field.root(request.get())), Digest.of(request.get()));
    }
    return new ParseResult.Rejected(request.flatMap(RequestParser::requestId), problems.list());
  }

  /** What goes beyond the schema is checked first, because it says more about the same place. */
  private void check(ObjectNode request, Problems problems) {
    JsonNode version = request.path("schemaVersion");
    if (version.isNumber() && version.doubleValue() != VERSION) {
      problems.add(
          Reason.UNSUPPORTED_VERSION,
          "/schemaVersion",
          "is %s; this version of Moat reads version %d. Nothing else was checked."
              .formatted(Quoted.of(version.asText()), VERSION));
      return;
    }
    Field root = Field.root(request);
    new Names(problems).check(root);
    new Addresses(problems).check(root);
    new Placement(problems).check(root);
    new DriftTerms(problems).check(root);
    new ApprovalTerms(problems).check(root);
    contract.check(request, problems);
  }

  private static Optional<String> requestId(ObjectNode request) {
    return Field.root(request)
        .get("requestId")
        .text()
        .filter(id -> REQUEST_ID.matcher(id).matches());
  }
}
