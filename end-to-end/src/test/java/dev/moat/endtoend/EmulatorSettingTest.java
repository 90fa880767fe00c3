package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.localazure.launch.Emulators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The setting, and that the files in {@code infra/emulators} say the same as the tests do. */
class EmulatorSettingTest {

  private static final Path ROOT = Path.of("..");
  private static final Path FOLDER = ROOT.resolve("infra/emulators");
  private static final String TAG = "@Tag(MoatExtension.NEEDS_LOCAL_SERVICE_BUS)";
  private static final Path SOURCES = Path.of("src/test/java/dev/moat/endtoend");

  @Test
  void without_a_value_it_names_the_ports_of_the_compose_file() throws IOException {
    Emulators emulators = EmulatorSetting.parse("true", FOLDER);

    assertThat(emulators.tableService())
        .isEqualTo(URI.create("https://localhost:10002/devstoreaccount1"));
    assertThat(emulators.serviceBus()).isEqualTo(URI.create("sb://localhost:5672"));
    assertThat(compose())
        .contains("\"127.0.0.1:%d:5672\"".formatted(emulators.serviceBus().getPort()))
        .contains("\"127.0.0.1:%d:10002\"".formatted(emulators.tableService().getPort()));
  }

  @Test
  void its_value_names_others() {
    Emulators emulators =
        EmulatorSetting.parse("sb://localhost:5673,https://127.0.0.1:10012/moat", FOLDER);

    assertThat(emulators.serviceBusConnectionString())
        .startsWith("Endpoint=sb://localhost:5673;")
        .endsWith(";UseDevelopmentEmulator=true;");
    assertThat(emulators.tableService()).isEqualTo(URI.create("https://127.0.0.1:10012/moat"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "false", "localhost", "sb://localhost", "sb://localhost,http://localhost:1/a"})
  void other_values_are_refused(String value) {
    assertThatThrownBy(() -> EmulatorSetting.parse(value, FOLDER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("moat.emulators is '" + value + "'", "such as sb://");
  }

  @Test
  void azurite_is_of_one_version_in_the_container_and_on_this_machine() throws IOException {
    String installed =
        new ObjectMapper()
            .readTree(ROOT.resolve("local-azure/azurite/package.json").toFile())
            .at("/dependencies/azurite")
            .asText();

    assertThat(all("azure-storage/azurite:([\\d.]+)@", compose()))
        .isNotEmpty()
        .containsOnly(installed);
  }

  @Test
  void every_image_is_pinned_by_tag_and_digest_and_no_value_of_a_secret_is_in_the_file()
      throws IOException {
    assertThat(all("image: (.*)", compose()))
        .hasSize(4)
        .allMatch(image -> image.matches("mcr\\.microsoft\\.com/[\\w/-]+:[\\w.-]+@sha256:\\w{64}"));
    assertThat(all("(?:ACCEPT_EULA|MSSQL_SA_PASSWORD): (.*)", compose()))
        .hasSize(4)
        .allMatch(value -> value.startsWith("${"));
  }

  @Test
  void what_cannot_run_there_is_what_the_readme_says() throws IOException {
    try (Stream<Path> sources = Files.list(SOURCES)) {
      List<String> tagged =
          sources
              .filter(source -> read(source).lines().anyMatch(TAG::equals))
              .map(source -> source.getFileName().toString().replace(".java", ""))
              .toList();

      assertThat(all("(?m)^\\| `(\\w+IT)` \\|", read(FOLDER.resolve("README.md"))))
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(tagged);
      assertThat(read(Path.of("pom.xml")))
          .contains(
              "<excludedGroups>" + MoatExtension.NEEDS_LOCAL_SERVICE_BUS + "</excludedGroups>");
    }
  }

  private static String compose() {
    return read(FOLDER.resolve("compose.yaml"));
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
