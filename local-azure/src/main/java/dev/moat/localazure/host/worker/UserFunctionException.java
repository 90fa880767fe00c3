package dev.moat.localazure.host.worker;

/** The function itself, or its constructor, threw; the cause is what it threw. */
public final class UserFunctionException extends Exception {

  private static final long serialVersionUID = 1L;

  UserFunctionException(Throwable thrown) {
    super(thrown.toString(), thrown);
  }
}
