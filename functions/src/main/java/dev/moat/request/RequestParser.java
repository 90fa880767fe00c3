package dev.moat.request;

/** Reads a posted text as a setup request. Has no state that changes; may be shared. */
public final class RequestParser {

  /** Never throws for what the text contains: whatever is wrong with it is in the result. */
  public ParseResult parse(String body) {
    throw new UnsupportedOperationException("The reading of " + body.length() + " characters");
  }
}
