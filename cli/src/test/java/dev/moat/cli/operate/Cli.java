package dev.moat.cli.operate;

import dev.moat.cli.Moat;
import dev.moat.cli.TickingClock;
import dev.moat.cli.api.ApiAddress;
import dev.moat.cli.api.ApiKey;
import dev.moat.cli.api.StubApi;
import dev.moat.cli.screen.Captured;
import dev.moat.cli.screen.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The command line over a stub of the API; time goes by when it pauses, and only then. */
final class Cli {

  static final String SETUP = "secureacr2021-8d4b2b667e";

  private final StubApi api;
  private final Map<String, String> environment = new TreeMap<>();
  private final Deque<String> answers = new ArrayDeque<>();
  private Function<Captured, Terminal> terminal = Captured::plain;
  private Optional<Prompt> prompt = Optional.empty();
  private String input = "";
  private final TickingClock clock = new TickingClock(Instant.parse("2026-11-21T17:45:00Z"));

  /** What a command printed, and its exit code. */
  record Ran(int code, String out, String error, String questions) {}

  Cli(StubApi api) {
    this.api = api;
    environment.put("MOAT_URL", api.url());
    environment.put("MOAT_KEY", StubApi.KEY);
    environment.put("MOAT_OPERATOR", "alice");
  }

  /** A file of this package. */
  static String file(String name) {
    try (InputStream in = Cli.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Cli with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Cli without(String variable) {
    environment.remove(variable);
    return this;
  }

  /** Somebody at a terminal who types this when asked. */
  Cli typing(String... typed) {
    answers.addAll(List.of(typed));
    prompt = Optional.of(question -> Optional.of(answers.remove()));
    return this;
  }

  Cli reading(String standardInput) {
    input = standardInput;
    return this;
  }

  Cli on(Function<Captured, Terminal> screen) {
    terminal = screen;
    return this;
  }

  Ran run(String... arguments) {
    Captured captured = new Captured();
    StringWriter usage = new StringWriter();
    StringBuilder questions = new StringBuilder();
    Prompt asked =
        question -> {
          questions.append(question);
          return prompt.flatMap(someone -> someone.ask(question));
        };
    Surroundings surroundings =
        new Surroundings(
            terminal.apply(captured),
            clock,
            clock::pause,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            asked,
            environment,
            () ->
                ApiAddress.of(
                    api.url(), Optional.of(new ApiKey(StubApi.KEY, "the stub")), Optional.empty()));
    int code =
        Moat.commandLine(Path.of(".."), surroundings)
            .setOut(new PrintWriter(usage, true))
            .setErr(new PrintWriter(usage, true))
            .execute(arguments);
    return new Ran(code, captured.out(), captured.error() + usage, questions.toString());
  }
}
