package dev.moat.endtoend;

import dev.moat.localazure.launch.Emulators;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The setting {@code moat.emulators}, a system property: whether the tests use a Service Bus and
 * Table Storage that run already, and where those are. See {@code infra/emulators/README.md}.
 */
final class EmulatorSetting {

  /** Its value when it is given without one: those of {@code infra/emulators/compose.yaml}. */
  private static final String ON = "true";

  private static final String DEFAULT =
      "sb://localhost:5672,https://localhost:10002/devstoreaccount1";

  private static final Pattern VALUE =
      Pattern.compile("(sb://[\\w.-]+(?::\\d+)?),(https://[\\w.-]+:\\d+/\\w+)");

  private EmulatorSetting() {}

  /**
   * The emulators that are named; empty when the tests are to start their own.
   *
   * @throws IllegalArgumentException when the setting is malformed
   */
  static Optional<Emulators> read() {
    return Optional.ofNullable(System.getProperty("moat.emulators"))
        .map(value -> parse(value, SampleRequest.home().resolve("infra/emulators/tls")));
  }

  static Emulators parse(String setting, Path certificates) {
    String value = setting.equals(ON) ? DEFAULT : setting;
    Matcher parts = VALUE.matcher(value);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "moat.emulators is '%s'; it is a Service Bus and a table service, such as %s"
              .formatted(value, DEFAULT));
    }
    return new Emulators(URI.create(parts.group(1)), URI.create(parts.group(2)), certificates);
  }
}
