package dev.moat.endtoend;

import dev.moat.cli.LocalMoat;
import dev.moat.cli.Moat;
import dev.moat.cli.operate.Prompt;
import dev.moat.cli.operate.Surroundings;
import dev.moat.cli.screen.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The commands of operators, as somebody would type them who is not on the machine of Moat. */
final class Commands {

  private static final int COLUMNS = 120;

  private final Map<String, String> environment = new HashMap<>();
  private final StringBuilder transcript = new StringBuilder();
  private Optional<String> typed = Optional.empty();
  private String input = "";

  /** What a command printed, and its exit code. */
  record Ran(int code, String out, String error) {}

  Commands(LocalMoat moat, String operator) {
    environment.put("MOAT_URL", moat.api().url());
    environment.put("MOAT_KEY", moat.api().key());
    environment.put("MOAT_OPERATOR", operator);
  }

  Commands withKey(String key) {
    environment.put("MOAT_KEY", key);
    return this;
  }

  /** What is typed at the next question. */
  Commands typing(String answer) {
    typed = Optional.of(answer);
    return this;
  }

  /** What the next command reads from standard input. */
  Commands reading(String text) {
    input = text;
    return this;
  }

  Ran run(String line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            Terminal.plain(stream(out), stream(error), COLUMNS),
            Clock.systemUTC(),
            time -> Thread.sleep(time.toMillis()),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            typed.<Prompt>map(answer -> question -> Optional.of(answer)).orElse(Prompt.nobody()),
            environment,
            () -> {
              throw new IllegalStateException("The URL is in the environment");
            });
    int code = Moat.run(SampleRequest.home(), surroundings, line.split(" "));
    typed = Optional.empty();
    Ran ran = new Ran(code, text(out), text(error));
    transcript.append("$ ./moat ").append(line).append('\n').append(ran.out()).append(ran.error());
    return ran;
  }

  /** Writes all that was typed and printed to a file in the build's folder. */
  void keep(String name) {
    try {
      Files.writeString(Path.of("target", name), transcript);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream printed) {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
