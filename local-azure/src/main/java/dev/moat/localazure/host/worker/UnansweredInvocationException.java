package dev.moat.localazure.host.worker;

/**
 * The real worker would give no answer to this invocation: making the function object ended in an
 * {@link Error}, typically from a static initialiser of the function's class, and that worker
 * catches exceptions only. The host then waits until {@code functionTimeout}.
 */
public final class UnansweredInvocationException extends Exception {

  private static final long serialVersionUID = 1L;

  UnansweredInvocationException(String className, Error cause) {
    super(
        className
            + " cannot be made; the real worker does not answer such an invocation, which hangs until"
            + " functionTimeout. Move what can fail out of its static initialiser",
        cause);
  }
}
