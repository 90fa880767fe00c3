package dev.moat.cli.screen;

import java.util.ArrayList;
import java.util.List;

/** Texts that keep to a width. */
public final class Text {

  private Text() {}

  /** The text, or what there is room for of it with an ellipsis at its end. */
  static String cut(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    return width <= 0 ? "" : text.substring(0, width - 1) + "…";
  }

  /**
   * Lines of words, none wider than a terminal unless a word is.
   *
   * @param indent before each line
   */
  public static List<String> wrap(String text, String indent, Terminal terminal) {
    List<String> lines = new ArrayList<>();
    text.lines()
        .forEach(
            line ->
                lines.addAll(
                    wrapLine(line.strip(), indent + blanks(line), terminal.columns() - 1)));
    return lines;
  }

  private static String blanks(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  private static List<String> wrapLine(String text, String indent, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && indent.length() + line.length() + 1 + word.length() > width) {
        lines.add(indent + line);
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    lines.add(indent + line);
    return lines;
  }
}
