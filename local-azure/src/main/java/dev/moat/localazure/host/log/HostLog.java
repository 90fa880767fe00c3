package dev.moat.localazure.host.log;

import java.io.PrintStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The host's console: every line starts with its time in UTC.
 *
 * <p>It writes to the stream itself and not through a handler of {@code java.util.logging}, whose
 * handlers are removed by a shutdown hook of the JDK while the last invocations still run.
 */
public final class HostLog {

  private final PrintStream out;
  private final Clock clock;

  public HostLog(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /** Prints one line, with the time before it. */
  public void line(String text) {
    out.println("[" + clock.instant().truncatedTo(ChronoUnit.MILLIS) + "] " + text);
    out.flush();
  }

  /** Prints a line and the stack trace of what went wrong. */
  public void line(String text, Throwable cause) {
    synchronized (out) {
      line(text);
      cause.printStackTrace(out);
      out.flush();
    }
  }

  /**
   * A handler for {@code java.util.logging} that prints here.
   *
   * @param prefix stands before each message, for example an invocation id; empty for none
   * @param least the level from which on it prints
   */
  public Handler handler(String prefix, Level least) {
    return new LineHandler(prefix, least);
  }

  private final class LineHandler extends Handler {

    private final String prefix;
    private final Formatter messages = new SimpleFormatter();

    LineHandler(String prefix, Level least) {
      this.prefix = prefix;
      setLevel(least);
    }

    @Override
    public void publish(@Nullable LogRecord entry) {
      if (entry == null || !isLoggable(entry)) {
        return;
      }
      String text = prefix + entry.getLevel() + " " + messages.formatMessage(entry);
      if (entry.getThrown() == null) {
        line(text);
      } else {
        line(text, entry.getThrown());
      }
    }

    @Override
    public void flush() {
      out.flush();
    }

    @Override
    public void close() {
      flush();
    }
  }
}
