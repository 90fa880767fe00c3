package dev.moat.cli.screen;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where output goes. On a terminal that understands it, lines can be written over and have colours;
 * anywhere else, and where {@code NO_COLOR} is set, output is plain text.
 *
 * @see <a href="https://no-color.org">NO_COLOR</a>
 */
public final class Terminal {

  private static final String ESCAPE = "\u001b[";
  private static final String HIDE_CURSOR = ESCAPE + "?25l";
  private static final String SHOW_CURSOR = ESCAPE + "?25h";
  private static final String WRAP_OFF = ESCAPE + "?7l";
  private static final String WRAP_ON = ESCAPE + "?7h";
  private static final String CLEAR_REST = ESCAPE + "K";

  private final PrintStream out;
  private final PrintStream error;
  private final boolean live;
  private final int rows;
  private final int columns;
  private boolean cursorHidden;
  private boolean ended;
  private boolean closed;

  private Terminal(PrintStream out, PrintStream error, boolean live, int rows, int columns) {
    this.out = out;
    this.error = error;
    this.live = live;
    this.rows = rows;
    this.columns = columns;
  }

  /** Plain text without end to its lines. */
  public static Terminal plain(PrintStream out, PrintStream error) {
    return new Terminal(out, error, false, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** Plain text on a screen of this width. */
  public static Terminal plain(PrintStream out, PrintStream error, int columns) {
    return new Terminal(out, error, false, Integer.MAX_VALUE, columns);
  }

  /** A screen of this size. */
  public static Terminal live(PrintStream out, PrintStream error, int rows, int columns) {
    return new Terminal(out, error, true, rows, columns);
  }

  /**
   * The standard output of this process. Always UTF-8: in the C locale, which containers have, Java
   * would replace what is not ASCII although the terminal can show it.
   *
   * @param size rows and columns as {@code stty size} tells them, such as {@code 24 80}; null or
   *     anything else when standard output is no terminal that may have colours
   * @param columns of a terminal that may not
   */
  public static Terminal ofThisProcess(@Nullable String size, @Nullable String columns) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream error = utf8(FileDescriptor.err);
    if (size == null || !size.matches("[1-9][0-9]{0,4} [1-9][0-9]{0,4}")) {
      return columns == null || !columns.matches("[1-9][0-9]{0,4}")
          ? plain(out, error)
          : plain(out, error, Integer.parseInt(columns));
    }
    String[] numbers = size.split(" ");
    return live(out, error, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
  }

  private static PrintStream utf8(FileDescriptor file) {
    return new PrintStream(new FileOutputStream(file), true, StandardCharsets.UTF_8);
  }

  /** Whether lines can be written over. */
  public boolean isLive() {
    return live;
  }

  /** How many lines can be written over. */
  int rows() {
    return rows;
  }

  /** How many characters a line can have. */
  public int columns() {
    return columns;
  }

  public synchronized void line(String text) {
    if (!closed) {
      out.println(text);
    }
  }

  /** Text whose line goes on. */
  public synchronized void begin(String text) {
    if (!closed) {
      out.print(text);
      out.flush();
    }
  }

  public synchronized void error(String text) {
    if (!closed) {
      out.flush();
      error.println(text);
    }
  }

  /** A question whose answer is typed behind it; not a part of the output. */
  public synchronized void question(String text) {
    if (!closed) {
      out.flush();
      error.print(text);
      error.flush();
    }
  }

  /** The text in a colour, where there are colours. */
  public String in(Colour colour, String text) {
    return live ? ESCAPE + colour.code() + "m" + text + ESCAPE + "0m" : text;
  }

  /** Writes lines in the place of the last ones, each cut by the terminal and never wrapped. */
  synchronized void overwrite(int lastLines, Iterable<String> lines) {
    if (closed || ended) {
      return;
    }
    StringBuilder frame = new StringBuilder(HIDE_CURSOR).append(WRAP_OFF);
    if (lastLines > 0) {
      frame.append(ESCAPE).append(lastLines).append('A');
    }
    lines.forEach(line -> frame.append('\r').append(line).append(CLEAR_REST).append('\n'));
    cursorHidden = true;
    out.print(frame.append(WRAP_ON));
    out.flush();
  }

  /** The cursor is seen again. */
  synchronized void showCursor() {
    if (cursorHidden) {
      cursorHidden = false;
      out.print(SHOW_CURSOR);
      out.flush();
    }
  }

  /** The process is about to end: from now on nothing is written over, and the cursor is seen. */
  public synchronized void end() {
    showCursor();
    ended = true;
  }

  /** A last line; nothing is written from now on, whoever tries. */
  public synchronized void close(String lastLine) {
    showCursor();
    line(lastLine);
    closed = true;
  }
}
