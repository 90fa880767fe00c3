package dev.moat.simulation;

/** The process is gone. An Error, so that nothing that handles exceptions can handle it. */
final class SimulatedCrash extends Error {

  private static final long serialVersionUID = 1L;

  SimulatedCrash(String where) {
    super("The process died " + where, null, false, false);
  }
}
