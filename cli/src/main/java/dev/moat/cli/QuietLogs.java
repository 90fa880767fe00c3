package dev.moat.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Keeps what libraries log away from the terminal. */
final class QuietLogs {

  private static final Logger ROOT = Logger.getLogger("");

  private QuietLogs() {}

  /** From now on nothing is logged to the terminal. */
  static void begin() {
    // azure-core sets the header, the JDK's client by default ignores it with a warning each time.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "content-length");
    LogManager.getLogManager().reset();
    ROOT.setLevel(Level.OFF);
  }

  /** The warnings of this process go to this file until the handler is closed. */
  static FileHandler to(Path file) {
    try {
      FileHandler handler = new FileHandler(file.toString().replace("%", "%%"), true);
      handler.setFormatter(new SimpleFormatter());
      handler.setEncoding("UTF-8");
      ROOT.addHandler(handler);
      ROOT.setLevel(Level.WARNING);
      return handler;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to " + file, e);
    }
  }
}
