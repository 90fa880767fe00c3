package dev.moat.cli;

import dev.moat.cli.operate.Prompt;
import dev.moat.cli.operate.Surroundings;
import dev.moat.cli.screen.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** What commands find around them in tests. */
final class Around {

  private Around() {}

  /** Nobody to ask, nothing to read, no variables. */
  static Surroundings nobody(Terminal terminal, Path home) {
    return new Surroundings(
        terminal,
        Clock.systemUTC(),
        time -> Thread.sleep(time.toMillis()),
        InputStream.nullInputStream(),
        Prompt.nobody(),
        Map.of(),
        () -> RunningStack.api(home));
  }
}
