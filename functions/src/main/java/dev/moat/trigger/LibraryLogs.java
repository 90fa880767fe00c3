package dev.moat.trigger;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the libraries say that concerns nobody: each token, each link at its start. To the Functions
 * host every line of the worker's console is of one category, {@code Host.Function.Console}, so
 * host.json cannot tell them from the app's own.
 */
final class LibraryLogs {

  /** Held here, because the logging system forgets a logger that nobody holds. */
  private static final List<Logger> LIBRARIES =
      List.of(Logger.getLogger("com.azure"), Logger.getLogger("com.microsoft.aad.msal4j"));

  private LibraryLogs() {}

  /** From now on they log warnings and worse. */
  static void quieten() {
    LIBRARIES.forEach(library -> library.setLevel(Level.WARNING));
  }
}
