package dev.moat.api;

import java.util.TreeMap;

/** A caller's text made fit for an answer: short, and in one line. */
final class Texts {

  private static final int LONGEST = 300;

  private Texts() {}

  /** What a call is about. */
  static String shown(Call call) {
    return shown(new TreeMap<>(call.path()).toString());
  }

  static String shown(String text) {
    String line = text.replaceAll("\\p{C}", "\uFFFD");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
