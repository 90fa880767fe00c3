package dev.moat.arm.http;

import dev.moat.arm.ArmError;
import dev.moat.arm.OperationStatus;
import dev.moat.arm.OperationStatus.Failed;
import dev.moat.arm.OperationStatus.Forgotten;
import dev.moat.arm.OperationStatus.Running;
import dev.moat.arm.OperationStatus.Succeeded;

/**
 * What an answer to a poll says.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations">Asynchronous
 *     operations</a>
 */
final class Polls {

  private Polls() {}

  /**
   * Three words end it; providers have many words for going on ({@code InProgress}, {@code
   * Creating}, …). An answer that says nothing is no verdict: the resource must tell.
   */
  static OperationStatus asyncOperation(Answer answer) {
    String status = answer.body().path("status").asText("");
    return switch (status) {
      case "Succeeded" -> new Succeeded();
      case "Failed", "Canceled" -> new Failed(failure(answer, status));
      case "" -> answer.status() == 202 ? new Running(answer.retryAfter()) : new Forgotten();
      default -> new Running(answer.retryAfter());
    };
  }

  /**
   * 202 goes on, other successes end it well. A refusal is the operation's own end, except where it
   * speaks of the question: too many, too slow, not now.
   */
  static OperationStatus location(Answer answer) {
    if (answer.status() == 202) {
      return new Running(answer.retryAfter());
    }
    boolean endedBadly =
        answer.status() >= 400
            && answer.status() < 500
            && answer.status() != 401
            && answer.status() != 408
            && answer.status() != 429;
    if (endedBadly) {
      return new Failed(answer.error());
    }
    answer.orThrow();
    return new Succeeded();
  }

  /** A cancelled operation often names no error; then the word itself is the code. */
  private static ArmError failure(Answer answer, String status) {
    ArmError error = answer.error();
    return error.code().isEmpty()
        ? new ArmError(
            error.status(), status, error.message(), error.detailCodes(), error.retryAfter())
        : error;
  }
}
