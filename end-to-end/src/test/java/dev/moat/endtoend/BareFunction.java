package dev.moat.endtoend;

/** All there is in the function app that does nothing: the least that a start can take. */
public final class BareFunction {

  /** Takes a message, and is done with it. */
  public void run() {}
}
