package dev.moat.request;

/** A caller's text made fit for a message: short, and without anything that moves a cursor. */
final class Quoted {

  private static final int HEAD = 200;
  private static final int TAIL = 100;

  private Quoted() {}

  /** The text, without its middle when it is long: a resource id says most at its end. */
  static String of(String text) {
    String shortened =
        text.length() <= HEAD + TAIL
            ? text
            : text.substring(0, HEAD) + "…" + text.substring(text.length() - TAIL);
    return shortened.replaceAll("\\p{C}", "\uFFFD");
  }
}
