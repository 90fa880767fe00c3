package dev.moat.queue;

/** What became of the attempt to take one letter out of its box. */
public enum Taking {
  /** It is out. */
  TAKEN,
  /** It is not there, or no longer. */
  NOT_THERE,
  /** It is there, and somebody else holds it or holds one before it: try again in a minute. */
  HELD,
  /** Too many others lie before it. Nothing was touched. */
  OUT_OF_REACH
}
