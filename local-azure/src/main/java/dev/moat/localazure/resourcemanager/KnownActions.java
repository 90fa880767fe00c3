package dev.moat.localazure.resourcemanager;

import dev.moat.localazure.condition.ActionPattern;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The actions that resource providers have, as far as this Azure knows those providers: those of
 * the types that are served here, in {@code actions.txt}. Azure takes no custom role that names
 * another.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations">Actions
 *     of resource providers</a>
 */
final class KnownActions {
  private static final List<String> ALL = read();
  private static final List<String> PROVIDERS =
      List.of("microsoft.network/", "microsoft.containerregistry/", "microsoft.authorization/");

  private KnownActions() {}

  /**
   * Whether a provider has it, or one that the pattern names. Of other providers, none is known.
   */
  static boolean contain(String pattern) {
    boolean ofOther = PROVIDERS.stream().noneMatch(ResourceId.key(pattern)::startsWith);
    return ofOther || ALL.stream().anyMatch(new ActionPattern(pattern)::matches);
  }

  private static List<String> read() {
    try (InputStream file = KnownActions.class.getResourceAsStream("actions.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the known actions", e);
    }
  }
}
