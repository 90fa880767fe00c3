package dev.moat.endtoend;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the repository says of itself: its workflows, its updates, its forms, its documents. */
class RepositoryTest {

  private static final RepositoryFiles FILES = RepositoryFiles.find();
  private static final Path DEPENDABOT = Path.of(".github/dependabot.yml");
  private static final Path ROOT_POM = Path.of("pom.xml");
  private static final Path THREAT_MODEL = Path.of("docs/threat-model.md");

  /** A whole line: an action at a commit, and its version as a comment. */
  private static final Pattern PINNED =
      Pattern.compile(
          "^[ -]+uses: ([\\w-]+(?:/[\\w-]+)+@[0-9a-f]{40}) # v\\d+\\.\\d+\\.\\d+$",
          Pattern.MULTILINE);

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  /** A name in backticks of at least two words, each with a capital letter. */
  private static final Pattern CLASS = Pattern.compile("`(([A-Z][a-z0-9]+){2,}|[A-Z][A-Za-z]*IT)`");

  static List<Path> workflows() {
    return FILES.in(".github/workflows", ".yml");
  }

  static List<Path> documents() {
    return FILES.all(".md");
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void every_action_is_pinned_by_its_commit_with_its_version_beside_it(Path workflow) {
    List<String> pinned =
        PINNED
            .matcher(RepositoryFiles.read(workflow))
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(pinned).isNotEmpty().containsExactlyInAnyOrderElementsOf(actions(workflow));
  }

  @Test
  void all_workflows_have_the_same_commit_of_an_action() {
    Map<String, Set<String>> commits =
        workflows().stream()
            .flatMap(workflow -> actions(workflow).stream())
            .map(action -> action.split("@"))
            .collect(groupingBy(action -> action[0], mapping(action -> action[1], toSet())));

    assertThat(commits).isNotEmpty().allSatisfy((action, all) -> assertThat(all).hasSize(1));
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void every_workflow_says_what_it_may_do_and_every_job_ends(Path workflow) {
    Map<?, ?> yaml = yaml(workflow);

    assertThat(yaml.get("permissions")).isIn(Map.of(), Map.of("contents", "read"));
    assertThat(jobs(yaml))
        .isNotEmpty()
        .allSatisfy(job -> assertThat(job.get("timeout-minutes")).isInstanceOf(Integer.class));
  }

  @Test
  void dependabot_looks_into_every_folder_that_has_npm_packages() {
    assertThat(folders("npm"))
        .containsAll(FILES.foldersWith("package.json").toList())
        .doesNotContain("/");
  }

  @Test
  void dependabot_looks_into_the_root_pom_which_leads_to_all_others() {
    Stream<String> modules =
        MODULE.matcher(RepositoryFiles.read(ROOT_POM)).results().map(found -> "/" + found.group(1));

    assertThat(folders("maven")).containsExactly("/");
    assertThat(Stream.concat(Stream.of("/"), modules))
        .containsExactlyInAnyOrderElementsOf(FILES.foldersWith("pom.xml").toList());
  }

  @Test
  void dependabot_looks_into_the_workflows() {
    assertThat(folders("github-actions")).containsExactly("/");
  }

  @Test
  void every_form_for_an_issue_asks_for_something() {
    List<Path> forms =
        FILES.in(".github/ISSUE_TEMPLATE", ".yml").stream()
            .filter(file -> !file.endsWith("config.yml"))
            .toList();

    assertThat(forms)
        .isNotEmpty()
        .allSatisfy(
            form ->
                assertThat(yaml(form).keySet().stream().map(String::valueOf))
                    .contains("name", "description", "body"));
  }

  @Test
  void the_threat_model_names_only_classes_and_tests_that_are_there() {
    List<String> named =
        CLASS
            .matcher(RepositoryFiles.read(THREAT_MODEL))
            .results()
            .map(found -> found.group(1))
            .distinct()
            .toList();

    assertThat(named).hasSizeGreaterThan(20).isSubsetOf(FILES.names(".java").toList());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void every_link_within_the_repository_leads_to_a_file_and_a_heading(Path document) {
    assertThat(Markdown.of(document).links()).filteredOn(link -> !leadsSomewhere(link)).isEmpty();
  }

  private static boolean leadsSomewhere(Markdown.Link link) {
    return FILES.has(link.file())
        && (link.anchor().isEmpty() || Markdown.of(link.file()).anchors().contains(link.anchor()));
  }

  private static List<String> actions(Path workflow) {
    return jobs(yaml(workflow)).stream()
        .flatMap(job -> Stream.concat(Stream.of(job), maps(job.get("steps")).stream()))
        .filter(step -> step.containsKey("uses"))
        .map(step -> String.valueOf(step.get("uses")))
        .toList();
  }

  private static List<Map<?, ?>> jobs(Map<?, ?> workflow) {
    return maps(((Map<?, ?>) workflow.get("jobs")).values());
  }

  /** The folders that Dependabot looks into for packages of this kind. */
  private static List<String> folders(String ecosystem) {
    return maps(yaml(DEPENDABOT).get("updates")).stream()
        .filter(update -> ecosystem.equals(update.get("package-ecosystem")))
        .flatMap(
            update ->
                update.get("directories") instanceof List<?> several
                    ? several.stream()
                    : Stream.of(update.get("directory")))
        .map(String::valueOf)
        .toList();
  }

  private static List<Map<?, ?>> maps(Object yaml) {
    List<Map<?, ?>> maps = new ArrayList<>();
    if (yaml instanceof Iterable<?> items) {
      items.forEach(item -> maps.add((Map<?, ?>) item));
    }
    return maps;
  }

  private static Map<?, ?> yaml(Path file) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(RepositoryFiles.read(file));
  }
}
