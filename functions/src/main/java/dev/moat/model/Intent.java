package dev.moat.model;

/** What a step set out to write, recorded before it writes. */
public enum Intent {
  NONE,
  CREATE,
  UPDATE,
  /** The resource is removed, to be made anew. */
  REPLACE,
  /** The resource is removed for good. */
  REMOVE
}
