package dev.moat.arm;

import java.time.Duration;
import java.util.Optional;

/** How far a long-running operation is. */
public sealed interface OperationStatus {

  /**
   * It goes on.
   *
   * @param retryAfter how long Azure asks to wait before the next question
   */
  record Running(Optional<Duration> retryAfter) implements OperationStatus {}

  /** It ended well. */
  record Succeeded() implements OperationStatus {}

  /** It ended badly, or was cancelled. */
  record Failed(ArmError error) implements OperationStatus {}

  /** Azure no longer knows it: the resource itself must tell. */
  record Forgotten() implements OperationStatus {}
}
