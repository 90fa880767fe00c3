package dev.moat.simulation;

/** What happened in a run, to see that enough did. */
record Happened(
    int crashes,
    int interleavings,
    int duplicates,
    int deadLetters,
    int recordsRemoved,
    int waitsForProof,
    int calls,
    Drifting drifting,
    Tally verbs) {

  static final Happened NOTHING =
      new Happened(0, 0, 0, 0, 0, 0, 0, Drifting.NOTHING, Tally.NOTHING);

  Happened plus(Happened other) {
    return new Happened(
        crashes + other.crashes,
        interleavings + other.interleavings,
        duplicates + other.duplicates,
        deadLetters + other.deadLetters,
        recordsRemoved + other.recordsRemoved,
        waitsForProof + other.waitsForProof,
        calls + other.calls,
        drifting.plus(other.drifting),
        verbs.plus(other.verbs));
  }
}
