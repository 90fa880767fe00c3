package dev.moat.cli;

import dev.moat.cli.screen.Colour;
import dev.moat.cli.screen.Terminal;
import dev.moat.localazure.launch.ProcessStartException;
import dev.moat.store.StoreException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Tells people what went wrong: expected things in words, only the unexpected with its stack. */
final class Failures {

  private Failures() {}

  static void report(Terminal terminal, Throwable thrown) {
    if (thrown instanceof Failure failure) {
      terminal.error(failed(terminal, failure.getMessage()));
      terminal.error("What to do: " + failure.advice());
    } else if (isExpected(thrown)) {
      terminal.error(failed(terminal, String.valueOf(thrown.getMessage())));
    } else {
      terminal.error(failed(terminal, "this should not have happened, it is a defect of Moat"));
      terminal.error(stackOf(thrown));
    }
  }

  private static boolean isExpected(Throwable thrown) {
    return thrown instanceof ProcessStartException
        || thrown instanceof StoreException
        || thrown instanceof UncheckedIOException;
  }

  private static String failed(Terminal terminal, String message) {
    return terminal.in(Colour.RED, "Failed: ") + message;
  }

  private static String stackOf(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString().stripTrailing();
  }
}
