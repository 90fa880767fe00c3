package dev.moat.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What operators use knows Moat by its HTTP API, and by nothing else. */
class LayersTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.moat.cli");

  @Test
  void the_commands_of_operators_know_the_api_and_the_screen() {
    classes()
        .that()
        .resideInAPackage("dev.moat.cli.operate")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.moat.cli.operate",
            "dev.moat.cli.api",
            "dev.moat.cli.outcome",
            "dev.moat.cli.screen",
            "dev.moat.model",
            "java..",
            "org.jspecify.annotations",
            "picocli")
        .check(CLASSES);
  }

  @Test
  void neither_the_app_nor_the_local_azure_is_called_by_them() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.moat.cli.api", "dev.moat.cli.screen", "dev.moat.cli.outcome")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.moat.cli",
            "dev.moat.cli.operate",
            "dev.moat.localazure..",
            "dev.moat.api",
            "dev.moat.arm..",
            "dev.moat.engine",
            "dev.moat.store..",
            "dev.moat.trigger")
        .check(CLASSES);
  }
}
