package dev.moat.cli.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A table that keeps to the width of a terminal: columns that can be missed go first, then the
 * widest give way. Columns in which nothing stands are left out.
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
   * @param headings those that begin with {@code ?} are of columns that can be missed; then, those
   *     that begin with {@code >} are of columns of numbers
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
    int[] shown = shown();
    int[] widths = fitting(natural(shown));
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

  /** The columns that have something to show; of those that can be missed the last goes first. */
  private int[] shown() {
    List<Integer> shown = new ArrayList<>();
    IntStream.range(0, headings.size())
        .filter(column -> rows.stream().anyMatch(row -> !row.cells().get(column).isEmpty()))
        .forEach(shown::add);
    for (int column = headings.size() - 1; column >= 0; column--) {
      boolean fits = excess(natural(columns(shown))) <= 0;
      if (!fits && headings.get(column).startsWith("?")) {
        shown.remove(Integer.valueOf(column));
      }
    }
    return columns(shown);
  }

  private static int[] columns(List<Integer> shown) {
    return shown.stream().mapToInt(Integer::intValue).toArray();
  }

  private int[] natural(int[] columns) {
    return Arrays.stream(columns).map(this::natural).toArray();
  }

  private int natural(int column) {
    return rows.stream()
        .map(row -> row.cells().get(column).length())
        .reduce(title(headings.get(column)).length(), Math::max);
  }

  /** How much wider than the screen it would be; the last column of that stays empty. */
  private int excess(int[] widths) {
    int gaps = INDENT.length() + Math.max(0, widths.length - 1) * GAP.length();
    return Arrays.stream(widths).sum() + gaps - (terminal.columns() - 1);
  }

  private int[] fitting(int[] natural) {
    int[] widths = natural.clone();
    for (int excess = excess(widths); excess > 0; excess--) {
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
      boolean isNumber = headings.get(shown[i]).matches("\\??>.*");
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
    return heading.replaceFirst("^\\??>?", "");
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\n\\s*", " ");
  }
}
