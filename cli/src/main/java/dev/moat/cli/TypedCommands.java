package dev.moat.cli;

import dev.moat.cli.operate.Prompt;
import dev.moat.cli.operate.Surroundings;
import dev.moat.cli.outcome.Exit;
import dev.moat.cli.outcome.Failure;
import dev.moat.cli.screen.Colour;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Commands in a demonstration, as somebody would type them, and all that they print. */
final class TypedCommands {

  private final Path home;
  private final Stage stage;

  TypedCommands(Path home, Stage stage) {
    this.home = home;
    this.stage = stage;
  }

  /** Throws {@link Failure} unless the command ends like this. */
  void type(Exit end, String... arguments) {
    stage.line(stage.terminal().in(Colour.BOLD, "$ ./moat " + inWords(arguments)));
    int code = Moat.commandLine(home, surroundings()).execute(arguments);
    if (code != end.code()) {
      throw new Failure(
          "./moat %s ended with %d, not %d.".formatted(inWords(arguments), code, end.code()),
          "This is a defect of Moat. Look at functions.log.");
    }
  }

  /** A file of the project, as an argument. */
  String file(String inProject) {
    return new Here(home).file(inProject);
  }

  private Surroundings surroundings() {
    return new Surroundings(
        stage.terminal(),
        stage.clock(),
        time -> Thread.sleep(time.toMillis()),
        InputStream.nullInputStream(),
        Prompt.nobody(),
        Map.of(),
        () -> stage.moat().api().address());
  }

  private static String inWords(String... arguments) {
    return Arrays.stream(arguments).map(Here::quoted).collect(Collectors.joining(" "));
  }
}
