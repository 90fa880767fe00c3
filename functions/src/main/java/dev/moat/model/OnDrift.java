package dev.moat.model;

/** What is done about a step that is no longer as the request asks. */
public enum OnDrift {
  /** It is made as asked again, and the history says who changed it. */
  REPAIR,
  /** It is left as it is, and the history says who changed it. */
  REPORT,
  /** It is not looked at. */
  IGNORE
}
