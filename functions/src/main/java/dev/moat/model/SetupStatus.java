package dev.moat.model;

/** How far a setup is in its current generation. */
public enum SetupStatus {
  /** What the request asks is being made. */
  RUNNING,
  /** Everything was as the request asks when it was last looked at. */
  SUCCEEDED,
  /** At least one step failed, and nothing more can happen without an operator. */
  FAILED,
  /** What was made is looked at again, and repaired where the request says so. */
  CHECKING,
  /** Something is no longer as the request asks, and stays so until it is put right. */
  DRIFTED,
  /** An operator stopped it: Moat does nothing for it until it is replayed or asked for anew. */
  CANCELLED,
  /** The registry's network settings are as they were before Moat, until it is replayed. */
  RESTORED,
  /** What Moat created is removed. */
  TORN_DOWN;

  /** Whether steps of it are being worked on. */
  public boolean isActive() {
    return this == RUNNING || this == CHECKING;
  }
}
