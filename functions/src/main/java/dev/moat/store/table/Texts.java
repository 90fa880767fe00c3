package dev.moat.store.table;

/** Texts made to fit. */
final class Texts {

  private static final int LABEL_CHARACTERS = 1_000;

  private Texts() {}

  /** The text, or its beginning and an ellipsis when it is longer. */
  static String shorten(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }

  /** A line to look for in a table: short, and without what a column may not hold. */
  static String label(String text) {
    return shorten(text, LABEL_CHARACTERS).replaceAll("[\\p{Cntrl}\\p{Cs}]", "\uFFFD");
  }
}
