package dev.moat.request;

import java.util.stream.Stream;

/**
 * Checks what a request says about the approval of its connection. The schema bounds each field by
 * itself, the message by the 140 characters that Azure takes.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/virtualnetwork/private-endpoints/create-or-update#privatelinkserviceconnection">The
 *     connection of a private endpoint</a>
 */
final class ApprovalTerms {

  private final Problems problems;

  ApprovalTerms(Problems problems) {
    this.problems = problems;
  }

  /** What nobody would ever read or do must not look as if it were heeded. */
  void check(Field request) {
    Field approval = request.get("privateEndpoint").get("approval");
    if (approval.get("mode").text().filter("Automatic"::equals).isPresent()) {
      Stream.of("requestMessage", "approvedBy")
          .map(approval::get)
          .filter(Field::isPresent)
          .forEach(this::addManualOnly);
    }
  }

  private void addManualOnly(Field field) {
    problems.add(
        Reason.MANUAL_ONLY,
        field.pointer(),
        "has no meaning with mode Automatic: Azure approves the connection at once, and asks nobody."
            + " Choose mode Manual, or leave this out.");
  }
}
