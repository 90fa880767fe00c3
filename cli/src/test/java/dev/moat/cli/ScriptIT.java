package dev.moat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code moat} over a project of empty files, with tools that only say they ran. */
class ScriptIT {

  private static final List<String> SOURCES =
      List.of(
          "pom.xml",
          "host.json",
          "local.settings.sample.json",
          "docs/setup-request.schema.json",
          "docs/openapi.json",
          "infra/roles.json",
          "cli/pom.xml",
          "cli/src/main/java/A.java",
          "functions/pom.xml",
          "functions/src/main/java/B.java",
          "local-azure/pom.xml",
          "local-azure/src/main/java/C.java",
          "local-azure/azurite/package.json",
          "local-azure/azurite/package-lock.json");

  private static final String MVN =
      """
      [ "$1" = -v ] && echo 'Apache Maven 3.8.7' && exit
      echo built >>builds
      mkdir -p cli/target/classes/dev/moat/cli cli/target/lib functions/target/azure-functions/moat \
        local-azure/azurite/node_modules/azurite
      touch cli/target/classes/dev/moat/cli/Moat.class functions/target/azure-functions/moat/host.json \
        local-azure/azurite/node_modules/azurite/package.json
      """;

  @TempDir private Path temp;
  private Path project = Path.of("");
  private Path tools = Path.of("");

  @BeforeEach
  void makeProject() throws IOException {
    project = temp.resolve("a project");
    tools = Files.createDirectory(temp.resolve("tools"));
    for (String source : SOURCES) {
      write(project.resolve(source), "");
    }
    Files.copy(Path.of("../moat"), project.resolve("moat"));
    tool(
        "java",
        "[ \"$1\" = -version ] && echo 'openjdk version \"17.0.1\"' >&2 || echo \"run: $*\"");
    for (String name : List.of("javac", "node", "npm", "git")) {
      tool(name, "");
    }
    tool("mvn", MVN);
  }

  @Test
  void what_is_not_built_is_built_once_and_then_run_from_any_folder() throws Exception {
    assertThat(moat("demo", "--keep-logs"))
        .contains("moat: building", "dev.moat.cli.Moat demo --keep-logs", "-Dmoat.home=" + project);
    assertThat(moat("demo")).contains("dev.moat.cli.Moat demo").doesNotContain("building");
    assertThat(builds()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"functions/src/main/java/B.java", "infra/roles.json"})
  void a_newer_source_is_built_again(String source) throws Exception {
    moat("demo");
    touchLater(project.resolve(source));

    assertThat(moat("demo")).contains("moat: building");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void a_deleted_source_is_noticed() throws Exception {
    moat("demo");
    Files.delete(project.resolve("functions/src/main/java/B.java"));
    touchLater(project.resolve("functions/src/main/java"));

    assertThat(moat("demo")).contains("moat: building");
  }

  @Test
  void a_cleaned_module_is_built_again() throws Exception {
    moat("demo");
    Files.delete(project.resolve("functions/target/azure-functions/moat/host.json"));

    assertThat(moat("demo")).contains("moat: building");
  }

  @Test
  void nothing_is_replaced_under_a_running_stack() throws Exception {
    moat("demo");
    touchLater(project.resolve("pom.xml"));
    write(project.resolve(".moat/up.json"), "{\"pid\":" + ProcessHandle.current().pid() + ",}");

    assertThat(moat("status")).contains("not building while 'moat up' runs", "Moat status");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void the_lock_of_a_build_that_died_counts_for_nothing() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    write(project.resolve(".moat/build.lock/pid"), dead.pid() + "\n");

    assertThat(moat("demo")).contains("dev.moat.cli.Moat demo");
    assertThat(project.resolve(".moat/build.lock")).doesNotExist();
  }

  @Test
  void a_failed_build_shows_what_maven_said() throws Exception {
    tool(
        "mvn",
        "[ \"$1\" = -v ] && echo 'Apache Maven 3.9.0' && exit\necho 'no such class'\nexit 1");

    assertThat(moat("demo"))
        .contains("no such class", "moat: the build failed", "exit code 1")
        .doesNotContain("run:");
  }

  @Test
  void all_that_is_missing_or_too_old_is_named_at_once() throws Exception {
    tool("java", "echo 'java version \"11.0.2\"' >&2");
    Files.delete(tools.resolve("node"));

    assertThat(moat("demo"))
        .contains("Java 17 or newer", "is version 11", "there is no node", "exit code 1")
        .doesNotContain("building");
  }

  @Test
  void an_old_maven_is_named_before_anything_is_built() throws Exception {
    tool("mvn", "echo 'Apache Maven 3.6.3'");

    assertThat(moat("demo")).contains("Maven 3.8.7 or newer", "is version 3.6.3", "exit code 1");
  }

  /** Everything it printed, and its exit code. */
  private String moat(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", project.resolve("moat").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(temp.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", tools + ":" + basicTools());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return printed + "exit code " + process.exitValue();
  }

  /** The tools of every system, and none of those that the script looks for. */
  private Path basicTools() throws IOException {
    Path basics = temp.resolve("basics");
    if (!Files.exists(basics)) {
      Files.createDirectory(basics);
      for (String name :
          List.of(
              "sh",
              "awk",
              "cat",
              "dirname",
              "find",
              "head",
              "mkdir",
              "mv",
              "readlink",
              "rm",
              "sed",
              "sleep",
              "tail",
              "touch")) {
        script(basics.resolve(name), "exec " + find(name) + " \"$@\"");
      }
    }
    return basics;
  }

  private static Path find(String tool) {
    return List.of("/usr/bin", "/bin").stream()
        .map(folder -> Path.of(folder, tool))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  private long builds() throws IOException {
    return Files.readAllLines(project.resolve("builds")).size();
  }

  private void tool(String name, String script) throws IOException {
    script(tools.resolve(name), script);
  }

  private static void script(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static void touchLater(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(2)));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
