package dev.moat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The zip that is deployed. Its budgets are what was measured, and a twentieth more. */
class PackageIT {

  private static final int MOST_JARS = 28;
  private static final int MOST_BYTES = 11_040_000;

  private static final Path FILE = Path.of(System.getProperty("moat.package"));
  private static final Zip ZIP = Zip.read(FILE);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void holds_the_projects_host_json_and_no_settings() throws IOException {
    assertThat(ZIP.bytes("host.json")).isEqualTo(Files.readAllBytes(Path.of("../host.json")));
    assertThat(ZIP.names()).doesNotContain("local.settings.json");
  }

  @Test
  void holds_nothing_but_functions_jars_and_whose_work_they_are() {
    assertThat(ZIP.names())
        .allMatch(
            name ->
                name.matches("\\w+/function\\.json|lib/[^/]+\\.jar|functions-[^/]+\\.jar")
                    || List.of("host.json", "LICENSE", "THIRD-PARTY.md").contains(name));
    assertThat(jars(name -> !name.startsWith("lib/"))).hasSize(1);
  }

  @Test
  void has_a_folder_for_each_function_that_leads_to_the_apps_jar() throws IOException {
    String app = jars(name -> !name.startsWith("lib/")).get(0);
    List<String> functions =
        new ClassFileImporter()
            .importPath(Path.of("target", "classes", "dev", "moat", "trigger")).stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(FunctionName.class))
                .map(method -> method.getAnnotationOfType(FunctionName.class).value())
                .toList();

    assertThat(functions).isNotEmpty();
    assertThat(ZIP.names())
        .filteredOn(name -> name.endsWith("/function.json"))
        .containsExactlyInAnyOrderElementsOf(
            functions.stream().map(function -> function + "/function.json").toList());
    for (String function : functions) {
      JsonNode json = JSON.readTree(ZIP.bytes(function + "/function.json"));
      assertThat(json.path("scriptFile").asText()).as(function).isEqualTo("../" + app);
    }
  }

  @Test
  void no_class_is_in_two_jars() {
    Map<String, List<String>> jarsByClass =
        jars(name -> true).stream()
            .flatMap(jar -> ZIP.classesIn(jar).stream().map(type -> Map.entry(type, jar)))
            .filter(entry -> !entry.getKey().endsWith("module-info.class"))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));

    assertThat(jarsByClass).containsKey("dev/moat/trigger/App.class");
    assertThat(jarsByClass).allSatisfy((type, jars) -> assertThat(jars).as(type).hasSize(1));
  }

  @Test
  void neither_tests_nor_netty_nor_native_code_is_shipped() {
    assertThat(jars(name -> true))
        .noneMatch(
            name -> name.matches(".*(netty|jna|junit|assertj|mockito|local-azure|archunit).*"));
  }

  @Test
  void is_no_larger_than_its_budget() throws IOException {
    assertThat(jars(name -> true)).hasSizeLessThanOrEqualTo(MOST_JARS);
    assertThat(Files.size(FILE)).isLessThanOrEqualTo(MOST_BYTES);
  }

  @Test
  void the_same_sources_give_the_same_bytes_whenever_they_are_packaged() {
    assertThat(ZIP.times()).hasSize(1);
  }

  private static List<String> jars(Predicate<String> filter) {
    return ZIP.names().stream().filter(name -> name.endsWith(".jar")).filter(filter).toList();
  }
}
