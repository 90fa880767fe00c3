package dev.moat.store.table;

import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;

/** What older versions did not record, taken from what they did record. */
final class OlderForms {

  private OlderForms() {}

  /**
   * Before drift was known nobody recorded since when a step is as wanted. It has been so since it
   * ended; without that no check would ever look at it again.
   */
  static StepRecord step(StepRecord read) {
    return read.status() == StepStatus.SUCCEEDED && read.succeededAt().isEmpty()
        ? read.finishedAt().map(since -> read.change().succeededAt(since).record()).orElse(read)
        : read;
  }
}
