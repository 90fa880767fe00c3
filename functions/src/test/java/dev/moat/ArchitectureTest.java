package dev.moat;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.moat.store.Change;
import dev.moat.store.Versioned;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packages, and what each may know of. A package that is not in the table fails the build. */
class ArchitectureTest {

  private static final JavaClasses MOAT =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  private static final Set<String> PACKAGES =
      Set.of(
          "model",
          "request",
          "plan",
          "arm",
          "arm.http",
          "store",
          "store.table",
          "queue",
          "queue.servicebus",
          "step",
          "engine",
          "api",
          "trigger");

  @ParameterizedTest(name = "{0} may know of {1}")
  @CsvSource({
    "model,            ''",
    "request,          model",
    "plan,             model",
    "arm,              model",
    "arm.http,         model arm",
    "store,            model",
    "store.table,      model store",
    "queue,            model",
    "queue.servicebus, model queue",
    "step,             model arm",
    "engine,           model request plan arm store queue step",
    "api,              model request plan store queue step engine",
  })
  void a_package_knows_only_of_those_below_it(String name, String known) {
    noClasses()
        .that()
        .resideInAPackage("dev.moat." + name)
        .should()
        .dependOnClassesThat(areOfMoatBut(name + " " + known))
        .check(MOAT);
  }

  @Test
  void the_model_knows_only_of_the_jdk() {
    classes()
        .that()
        .resideInAPackage("dev.moat.model")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "dev.moat.model", "org.jspecify.annotations")
        .check(MOAT);
  }

  @Test
  void only_the_adapters_and_the_triggers_know_the_azure_sdks() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.moat.arm.http",
            "dev.moat.store.table",
            "dev.moat.queue.servicebus",
            "dev.moat.trigger")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.azure..", "com.microsoft.azure..")
        .check(MOAT);
  }

  @Test
  void nothing_asks_the_system_for_the_time_but_the_app_itself() {
    ArchRule rule =
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.moat.trigger.App")
            .should()
            .callMethod(java.time.Clock.class, "systemUTC")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);
    rule.check(MOAT);
  }

  /** Or else somebody forgets what a deletion told of whose a resource is. */
  @Test
  void notices_are_forgotten_in_one_place() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.moat.engine.Forgetting")
        .should()
        .callMethod(Change.class, "lookedInto", Versioned.class)
        .check(MOAT);
  }

  @Test
  void every_package_is_in_the_table_and_null_marked() {
    List<JavaPackage> packages = MOAT.stream().map(JavaClass::getPackage).distinct().toList();

    assertThat(packages)
        .extracting(p -> p.getName().replaceFirst("^dev\\.moat\\.?", ""))
        .containsExactlyInAnyOrderElementsOf(PACKAGES);
    assertThat(packages).allMatch(p -> p.isAnnotatedWith(NullMarked.class), "is null-marked");
  }

  private static DescribedPredicate<JavaClass> areOfMoatBut(String names) {
    String[] allowed =
        Arrays.stream(names.split(" "))
            .filter(name -> !name.isEmpty())
            .map(name -> "dev.moat." + name)
            .toArray(String[]::new);
    DescribedPredicate<JavaClass> others =
        Arrays.stream(allowed)
            .map(name -> resideOutsideOfPackage(name))
            .reduce(resideInAPackage("dev.moat.."), (all, one) -> all.and(one));
    return others.as(
        "are of Moat and not in %s", Arrays.stream(allowed).collect(Collectors.joining(", ")));
  }
}
