package dev.moat.cli.screen;

import dev.moat.model.StepStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Steps as a table that keeps to the width of a terminal: names and notes give way. */
public final class StepTable {

  private static final String INDENT = "  ";
  private static final String GAP = "  ";
  private static final int STATUS = 9;
  private static final int ATTEMPTS = 8;
  private static final int TIME = 7;
  private static final int FIXED = INDENT.length() + 4 * GAP.length() + STATUS + ATTEMPTS + TIME;
  private static final int SHORTEST_NAME = 16;

  private final Terminal terminal;

  public StepTable(Terminal terminal) {
    this.terminal = terminal;
  }

  /** A heading, and one line for each step. */
  public List<String> lines(List<StepView> steps) {
    int name = nameWidth(steps);
    int note = Math.max(0, free() - name);
    List<String> lines = new ArrayList<>();
    lines.add(
        terminal.in(
            Colour.DIM, row(name, note, "step", "status", "attempts", "seconds", "waits for")));
    steps.forEach(step -> lines.add(line(step, name, note)));
    return lines;
  }

  /**
   * What names and notes share. The last column stays empty: a terminal that clears the rest of a
   * line would clear the character there.
   */
  private int free() {
    return terminal.columns() - FIXED - 1;
  }

  /** At most two thirds of what is free, so that there is room for what a step waits for. */
  private int nameWidth(List<StepView> steps) {
    int longest =
        Stream.concat(Stream.of("step"), steps.stream().map(StepView::name))
            .mapToInt(String::length)
            .max()
            .orElseThrow();
    return Math.min(longest, Math.max(SHORTEST_NAME, free() / 3 * 2));
  }

  private String line(StepView step, int name, int note) {
    String line =
        row(
            name,
            note,
            step.name(),
            step.status().name(),
            step.status() == StepStatus.PENDING ? "" : Integer.toString(step.attempts()),
            step.time().map(Seconds::of).orElse(""),
            step.note());
    return coloured(step.status(), line);
  }

  private static String row(
      int nameWidth,
      int noteWidth,
      String name,
      String status,
      String attempts,
      String time,
      String note) {
    String cells =
        INDENT
            + left(name, nameWidth)
            + GAP
            + left(status, STATUS)
            + GAP
            + right(attempts, ATTEMPTS)
            + GAP
            + right(time, TIME)
            + GAP
            + Text.cut(note.replace('\n', ' '), noteWidth);
    return cells.stripTrailing();
  }

  private String coloured(StepStatus status, String line) {
    return switch (status) {
      case SUCCEEDED, RESTORED, REMOVED, LEFT -> terminal.in(Colour.GREEN, line);
      case FAILED, DRIFTED, CONTESTED -> terminal.in(Colour.RED, line);
      case QUEUED, PARKED, AWAITING_APPROVAL -> terminal.in(Colour.YELLOW, line);
      case PENDING, NOT_PLANNED -> terminal.in(Colour.DIM, line);
    };
  }

  private static String left(String text, int width) {
    return Text.cut(text, width) + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + Text.cut(text, width);
  }
}
