package dev.moat.localazure.host.execution;

import org.jspecify.annotations.Nullable;

/** How an invocation ended. */
public sealed interface Outcome {

  /**
   * The function returned and its outputs were sent.
   *
   * @param returned what it returned, if it returns anything
   */
  record Succeeded(@Nullable Object returned) implements Outcome {}

  /** The function failed, took too long, or an output could not be sent. */
  record Failed(Throwable cause) implements Outcome {}
}
