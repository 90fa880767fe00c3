package dev.moat.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The accessibility checker <a href="https://github.com/dequelabs/axe-core">axe-core</a>. */
final class Axe {

  private static final String SCRIPT = read();

  private static final String ALL_RULES =
      "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";
  private static final String CONTRAST = "{type: 'rule', values: ['color-contrast']}";

  private static final String RUN =
      """
      const done = arguments[arguments.length - 1];
      axe.run(document, { runOnly: RULES, resultTypes: ['violations'] }).then(
        ({ violations }) =>
          done(violations.flatMap((each) =>
            each.nodes.map((node) => each.id + ': ' + node.html + ' ' + node.failureSummary))),
        (failure) => done([String(failure)]));
      """;

  private Axe() {}

  /** What people with disabilities would stumble over on the page as it is now. */
  static List<?> violations(Browser browser) {
    return run(browser, ALL_RULES);
  }

  /** What is hard to tell from its ground; what else there is does not depend on colours. */
  static List<?> weakContrasts(Browser browser) {
    return run(browser, CONTRAST);
  }

  private static List<?> run(Browser browser, String rules) {
    if (Boolean.TRUE.equals(browser.script("return typeof axe === 'undefined'"))) {
      browser.script(SCRIPT);
    }
    return Objects.requireNonNull(browser.asyncScript(RUN.replace("RULES", rules), List.class));
  }

  private static String read() {
    try (InputStream stream = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read axe.min.js", e);
    }
  }
}
