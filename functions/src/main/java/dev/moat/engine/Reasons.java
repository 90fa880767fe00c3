package dev.moat.engine;

import dev.moat.model.Drift;
import dev.moat.model.Intent;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;

/** The stable names of what happens to steps, such as {@code SubnetCreated}. */
final class Reasons {

  private Reasons() {}

  static String done(StepRecord record) {
    boolean wrote = record.attempt() > 0;
    return subject(record.name().kind())
        + switch (record.status()) {
          case RESTORED -> "Restored";
          case LEFT -> "Left";
          case REMOVED -> wrote ? "Removed" : "Gone";
          default -> pastOf(wrote ? record.intent() : Intent.NONE);
        };
  }

  static String drift(StepRecord record, Drift.Response response) {
    String what = response == Drift.Response.CONTESTED ? "Contested" : "Drifted";
    return subject(record.name().kind()) + what;
  }

  static String repaired(StepRecord record) {
    return subject(record.name().kind()) + "Repaired";
  }

  static String explained(StepRecord record) {
    return subject(record.name().kind()) + "Explained";
  }

  static String waiting(StepRecord record) {
    return subject(record.name().kind()) + "Waiting";
  }

  static String awaitingApproval(StepRecord record) {
    return subject(record.name().kind()) + "AwaitsApproval";
  }

  static String calledAgain(StepRecord record) {
    return subject(record.name().kind()) + "CalledAgain";
  }

  static String failed(StepRecord record) {
    return "Cannot" + verbOf(record.intent()) + subject(record.name().kind());
  }

  private static String pastOf(Intent intent) {
    return switch (intent) {
      case NONE -> "Found";
      case CREATE -> "Created";
      case UPDATE -> "Updated";
      case REPLACE -> "Replaced";
      case REMOVE -> "Removed";
    };
  }

  private static String verbOf(Intent intent) {
    return switch (intent) {
      case NONE -> "Use";
      case CREATE -> "Create";
      case UPDATE -> "Update";
      case REPLACE -> "Replace";
      case REMOVE -> "Remove";
    };
  }

  private static String subject(StepKind kind) {
    StringBuilder subject = new StringBuilder();
    for (String word : kind.label().split("-")) {
      subject.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return subject.toString();
  }
}
