package dev.moat.request;

/** A caller's text made fit for a message: short, and without anything that moves a cursor. */
final class Quoted {

  private static final int LONGEST = 120;

  private Quoted() {}

  static String of(String text) {
    String shortened = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return shortened.replaceAll("\\p{C}", "\uFFFD");
  }
}
