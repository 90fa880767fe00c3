package dev.moat.trigger;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.moat.model.StepKind;
import dev.moat.store.table.TableStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/architecture.md, held against the code. */
class ArchitecturePageTest {

  private static final String PAGE = page();
  private static final List<String> DIAGRAMS =
      all(Pattern.compile("```mermaid\n(.*?)```", Pattern.DOTALL), PAGE);
  private static final String FLOWS = DIAGRAMS.get(0) + DIAGRAMS.get(1);
  private static final Map<String, String> FUNCTIONS = functions();

  @Test
  void the_table_has_every_function_with_what_calls_it_and_no_other() {
    Map<String, String> rows =
        Pattern.compile("(?m)^\\| `(\\w+)` \\| (.+?) \\|")
            .matcher(section("Functions"))
            .results()
            .collect(toMap(row -> row.group(1), row -> row.group(2), (a, b) -> b, TreeMap::new));

    assertThat(rows).isEqualTo(FUNCTIONS);
  }

  @Test
  void the_diagram_has_every_function_that_is_called_by_itself_and_no_other() {
    List<String> shown = labels("[A-Z][a-z]+(?:[A-Z][a-z]+)+");

    assertThat(shown)
        .containsExactlyInAnyOrderElementsOf(
            FUNCTIONS.keySet().stream()
                .filter(name -> !isOfHttp(name) && !name.endsWith("Step"))
                .toList());
  }

  @Test
  void the_diagram_has_every_queue_and_no_other() {
    List<String> shown = all(Pattern.compile("\\[\\[\"([a-z]+-[a-z…]+)[^\"]*\"\\]\\]"), FLOWS);

    assertThat(shown.stream().distinct())
        .containsExactlyInAnyOrderElementsOf(
            Settings.queues().stream().map(ArchitecturePageTest::inShort).distinct().toList());
  }

  @Test
  void the_page_names_every_table_and_no_other() {
    String tables = all(Pattern.compile("Seven tables: (.*?);"), PAGE).get(0);

    assertThat(all(Pattern.compile("`(\\w+)`"), tables))
        .containsExactlyInAnyOrderElementsOf(TableStore.TABLES);
    assertThat(TableStore.TABLES).hasSize(7);
  }

  @Test
  void the_page_names_every_package_and_no_other() {
    List<String> packages =
        new ClassFileImporter()
            .importPath(Path.of("target", "classes")).stream()
                .map(type -> type.getPackage())
                .distinct()
                .map(JavaPackage::getName)
                .map(name -> name.replaceFirst("^dev\\.moat\\.", ""))
                .toList();

    assertThat(all(Pattern.compile("(?m)^\\| `([a-z.]+)` \\|"), section("Packages")))
        .containsExactlyInAnyOrderElementsOf(packages);
  }

  @Test
  void the_page_counts_right() {
    long ofHttp = FUNCTIONS.keySet().stream().filter(ArchitecturePageTest::isOfHttp).count();

    assertThat(PAGE)
        .contains("%d functions, no process that waits".formatted(FUNCTIONS.size()))
        .contains(": %d that queues, timers".formatted(FUNCTIONS.size() - ofHttp))
        .contains("and %d that HTTP calls".formatted(ofHttp))
        .contains("\"%d functions of the HTTP API\"".formatted(ofHttp))
        .contains("namespace: %d queues".formatted(Settings.queues().size()))
        .contains("account: %d tables".formatted(TableStore.TABLES.size()))
        .contains("ten step functions")
        .contains("step-…, ten queues");
    assertThat(StepKind.values()).hasSize(10);
  }

  @Test
  void the_page_lists_every_kind_of_step() {
    String kinds = all(Pattern.compile("(?m)^Kinds: (.*?)\\."), PAGE).get(0);

    assertThat(all(Pattern.compile("`([a-z-]+)`"), kinds))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(StepKind.values()).map(StepKind::label).toList());
  }

  private static boolean isOfHttp(String function) {
    return FUNCTIONS.get(function).startsWith("`");
  }

  /** The queues of steps are one box. */
  private static String inShort(String queue) {
    return queue.startsWith("step-") ? "step-…" : queue;
  }

  /** The texts of this form that stand in boxes of the diagrams of the flow. */
  private static List<String> labels(String form) {
    return all(Pattern.compile("\\[\"(" + form + ")\"\\]"), FLOWS);
  }

  private static String section(String title) {
    int from = PAGE.indexOf("\n## " + title + "\n");
    return PAGE.substring(from, PAGE.indexOf("\n## ", from + 1));
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private static Map<String, String> functions() {
    return new ClassFileImporter()
        .importPath(Path.of("target", "classes", "dev", "moat", "trigger")).stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.isAnnotatedWith(FunctionName.class))
            .map(JavaMethod::reflect)
            .collect(
                toMap(
                    method -> method.getAnnotation(FunctionName.class).value(),
                    ArchitecturePageTest::trigger,
                    (a, b) -> b,
                    TreeMap::new));
  }

  private static String trigger(Method function) {
    return Stream.of(function.getParameters())
        .map(Parameter::getAnnotations)
        .flatMap(Stream::of)
        .flatMap(ArchitecturePageTest::trigger)
        .findFirst()
        .orElseThrow();
  }

  private static Stream<String> trigger(Annotation of) {
    if (of instanceof ServiceBusQueueTrigger queue) {
      return Settings.queues().stream()
          .filter(name -> queue.queueName().equals("%" + Settings.queueSetting(name) + "%"))
          .map(name -> "queue `" + name + "`");
    }
    if (of instanceof TimerTrigger timer) {
      return Stream.of("timer `" + timer.schedule().replace("%", "") + "`");
    }
    if (of instanceof HttpTrigger http) {
      return Stream.of("`" + http.methods()[0] + " " + http.route() + "`");
    }
    return of instanceof EventGridTrigger ? Stream.of("Event Grid") : Stream.empty();
  }

  private static String page() {
    try {
      return ProjectFiles.text("docs/architecture.md");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
