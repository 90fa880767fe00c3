package dev.moat.store.table;

/** Cutting texts without cutting a character that takes two {@code char}s. */
final class Texts {

  private Texts() {}

  /** Where a part of at most this many characters that begins here has to end. */
  static int endOfPart(String text, int from, int most) {
    if (text.length() - from <= most) {
      return text.length();
    }
    int to = from + most;
    return Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to;
  }

  /** The text, or its beginning and an ellipsis when it is longer. */
  static String shorten(String text, int most) {
    return text.length() <= most ? text : text.substring(0, endOfPart(text, 0, most)) + "…";
  }
}
