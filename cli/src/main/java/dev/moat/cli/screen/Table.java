package dev.moat.cli.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A table that keeps to the width of a terminal: the widest columns give way first. Columns in
 * which nothing stands are left out.
 */
public final class Table {

  private static final String INDENT = "  ";
  private static final String GAP = "  ";

  /** A column is not cut to less, while others can be. */
  private static final int SHORTEST = 12;

  private final Terminal terminal;
  private final List<String> headings;
  private final List<Row> rows = new ArrayList<>();

  private record Row(List<String> cells, Optional<Colour> colour) {}

  /**
   * @param headings those that begin with {@code >} are of columns of numbers
   */
  public Table(Terminal terminal, String... headings) {
    this.terminal = terminal;
    this.headings = List.of(headings);
  }

  /** Adds a line. */
  public Table row(Optional<Colour> colour, String... cells) {
    rows.add(new Row(Arrays.stream(cells).map(Table::oneLine).toList(), colour));
    return this;
  }

  public Table row(String... cells) {
    return row(Optional.empty(), cells);
  }

  /** A heading, and one line for each row. */
  public List<String> lines() {
    int[] shown =
        IntStream.range(0, headings.size())
            .filter(column -> rows.stream().anyMatch(row -> !row.cells().get(column).isEmpty()))
            .toArray();
    int[] widths = fitting(Arrays.stream(shown).map(this::natural).toArray());
    List<String> lines = new ArrayList<>();
    List<String> titles = headings.stream().map(Table::title).toList();
    lines.add(terminal.in(Colour.DIM, line(titles, shown, widths)));
    for (Row row : rows) {
      String line = line(row.cells(), shown, widths);
      lines.add(row.colour().map(colour -> terminal.in(colour, line)).orElse(line));
    }
    return lines;
  }

  /** Prints it. */
  public void print() {
    lines().forEach(terminal::line);
  }

  private int natural(int column) {
    return rows.stream()
        .map(row -> row.cells().get(column).length())
        .reduce(title(headings.get(column)).length(), Math::max);
  }

  /** The last column of the screen stays empty. */
  private int[] fitting(int[] natural) {
    int[] widths = natural.clone();
    int gaps = INDENT.length() + Math.max(0, widths.length - 1) * GAP.length();
    int excess = Arrays.stream(widths).sum() + gaps - (terminal.columns() - 1);
    for (; excess > 0; excess--) {
      int widest = widest(widths);
      if (widths[widest] <= SHORTEST) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private static int widest(int[] widths) {
    return IntStream.range(0, widths.length)
        .reduce(0, (best, next) -> widths[next] > widths[best] ? next : best);
  }

  private String line(List<String> cells, int[] shown, int[] widths) {
    StringBuilder line = new StringBuilder(INDENT);
    for (int i = 0; i < shown.length; i++) {
      boolean isNumber = headings.get(shown[i]).startsWith(">");
      line.append(i > 0 ? GAP : "").append(cell(cells.get(shown[i]), widths[i], isNumber));
    }
    return Text.cut(line.toString().stripTrailing(), terminal.columns() - 1);
  }

  private static String cell(String text, int width, boolean isNumber) {
    String cut = Text.cut(text, width);
    String blank = " ".repeat(width - cut.length());
    return isNumber ? blank + cut : cut + blank;
  }

  private static String title(String heading) {
    return heading.startsWith(">") ? heading.substring(1) : heading;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\n\\s*", " ");
  }
}
