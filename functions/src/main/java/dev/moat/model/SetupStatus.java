package dev.moat.model;

/** How far a setup is in its current generation. */
public enum SetupStatus {
  RUNNING,
  SUCCEEDED,
  /** At least one step failed, and nothing more can happen without an operator. */
  FAILED
}
