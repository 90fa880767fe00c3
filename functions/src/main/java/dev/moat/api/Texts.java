package dev.moat.api;

/** A caller's text made fit for an answer: short, and in one line. */
final class Texts {

  private static final int LONGEST = 300;

  private Texts() {}

  static String shown(String text) {
    String line = text.replaceAll("\\p{C}", "\uFFFD");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
