package dev.moat.cli;

import dev.moat.cli.outcome.Exit;
import dev.moat.cli.outcome.Failure;
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

  /** Tells it, and how the command that it ends is to end. */
  static Exit report(Terminal terminal, Throwable thrown) {
    if (thrown instanceof Failure failure) {
      terminal.error(failed(terminal, failure.getMessage()));
      terminal.error("What to do: " + failure.advice());
      return failure.exit();
    }
    if (isExpected(thrown)) {
      terminal.error(failed(terminal, String.valueOf(thrown.getMessage())));
    } else {
      terminal.error(failed(terminal, "this should not have happened, it is a defect of Moat"));
      terminal.error(stackOf(thrown));
    }
    return Exit.FAILED;
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
