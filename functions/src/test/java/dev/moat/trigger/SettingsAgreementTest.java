package dev.moat.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the code reads, what the sample file gives and what the README explains are the same
 * settings. That the Bicep templates give the same to the app is checked where they are: {@code
 * infra/check/agreement.test.js}.
 */
class SettingsAgreementTest {

  /** Given by Azure, or only there: with an identity instead of a connection string. */
  private static final Set<String> ONLY_IN_AZURE =
      Set.of("ServiceBus__fullyQualifiedNamespace", "AZURE_CLIENT_ID", "WEBSITE_AUTH_ENABLED");

  /** Read by the host, which also takes {@code ServiceBus} as the connection of the triggers. */
  private static final Set<String> READ_BY_THE_HOST = Set.of("FUNCTIONS_WORKER_RUNTIME");

  @Test
  void the_sample_gives_what_is_read_and_nothing_else() throws IOException {
    Set<String> read = namesRead();
    read.removeAll(ONLY_IN_AZURE);

    assertThat(ProjectFiles.sampleSettings().keySet()).isEqualTo(read);
  }

  @Test
  void the_readme_explains_what_is_read_and_nothing_else() throws IOException {
    assertThat(readme().keySet()).isEqualTo(namesRead());
  }

  @Test
  void the_readme_and_the_sample_name_the_same_defaults() throws IOException {
    Map<String, String> sample = ProjectFiles.sampleSettings();

    Map<String, String> defaults = new TreeMap<>();
    readme().entrySet().stream()
        .filter(row -> !row.getValue().isEmpty() && !ONLY_IN_AZURE.contains(row.getKey()))
        .forEach(row -> defaults.put(row.getKey(), row.getValue()));

    assertThat(defaults).containsKeys("PROOF_DEADLINE", "SWEEP_READS", "FLUSH_OUTBOX_SCHEDULE");
    assertThat(sample).containsAllEntriesOf(defaults);
  }

  /** What the code asks of its environment when nothing is missing, and what triggers name. */
  private static Set<String> namesRead() throws IOException {
    Map<String, String> local = ProjectFiles.sampleSettings();
    Recording environment = new Recording(local);
    Settings.from(environment);
    local.remove("ServiceBus");
    local.put("ServiceBus__fullyQualifiedNamespace", "moat.servicebus.windows.net");
    Recording inAzure = new Recording(local);
    Settings.from(inAzure);

    return Stream.of(environment.read, inAzure.read, namesInTriggers(), READ_BY_THE_HOST)
        .flatMap(Set::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> namesInTriggers() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> sources = Files.list(Path.of("src/main/java/dev/moat/trigger"))) {
      for (Path source : sources.toList()) {
        all("\"%(\\w+)%\"", Files.readString(source)).forEach(names::add);
      }
    }
    return names;
  }

  /** The names in the first column, each with the plain value in the last one, if there is any. */
  private static Map<String, String> readme() throws IOException {
    String text = ProjectFiles.text("README.md");
    String table =
        text.substring(text.indexOf("\n| setting |"), text.indexOf("\n## See it, and act"));
    Map<String, String> rows = new TreeMap<>();
    table
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|"))
        .forEach(
            cells ->
                all("`(\\w+)`", cells[1])
                    .forEach(
                        name -> rows.put(name, all("`(.+)`", cells[3]).findFirst().orElse(""))));
    return rows;
  }

  private static Stream<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map((MatchResult m) -> m.group(1));
  }

  /** Remembers which names were asked for. */
  private static final class Recording extends AbstractMap<String, String> {
    private final Map<String, String> values;
    private final Set<String> read = new TreeSet<>();

    Recording(Map<String, String> values) {
      this.values = Map.copyOf(values);
    }

    @Override
    public String get(Object name) {
      read.add((String) name);
      return values.get(name);
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
      return values.entrySet();
    }
  }
}
