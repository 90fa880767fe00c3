package dev.moat.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

  private static final Path FOLDER = Path.of("target", "classes", "dev", "moat", "trigger", "page");
  private static final Pattern IMPORT = Pattern.compile("from '\\./([^']+)'");
  private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"ui/([^\"]+)\"");

  @Test
  void is_served_without_a_slash_at_its_end() {
    Page.Answer answer = get("/api/ui");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("Content-Type", "text/html; charset=utf-8");
    assertThat(answer.body()).startsWith("<!doctype html>");
  }

  @Test
  void leads_from_a_slash_at_its_end_to_where_its_names_are_right() {
    Page.Answer answer = get("/api/ui/");

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.headers()).containsEntry("Location", "../ui");
  }

  @Test
  void lists_all_its_files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.equals("files.txt"))
          .containsExactlyInAnyOrderElementsOf(names());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void serves_each_file_with_its_type_and_all_security_headers(String name) {
    Page.Answer answer = get("/api/ui/" + name);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isNotEmpty();
    assertThat(answer.headers())
        .containsKeys("Content-Type", "ETag")
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsEntry("Referrer-Policy", "no-referrer")
        .hasEntrySatisfying(
            "Content-Security-Policy",
            policy ->
                assertThat(policy)
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "http"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void names_only_files_that_it_serves(String name) throws IOException {
    String text = get("/api/ui/" + name).body();

    assertThat(Stream.of(IMPORT, REFERENCE).flatMap(each -> found(each, text))).isSubsetOf(names());
  }

  @ParameterizedTest
  @MethodSource("names")
  void has_no_script_or_style_in_its_markup(String name) {
    assertThat(get("/api/ui/" + name).body())
        .doesNotContain("<script>", "<style", "style=\"", "onclick=");
  }

  @Test
  void keeps_the_licences_of_its_libraries() {
    assertThat(Stream.of("preact", "htm", "@dagrejs/dagre", "@dagrejs/graphlib"))
        .allSatisfy(
            library ->
                assertThat(FOLDER.resolve("licences/" + library + "/LICENSE")).isRegularFile());
  }

  @Test
  void is_not_sent_again_while_it_is_the_same() {
    String tag = get("/api/ui/app.js").headers().get("ETag");

    Page.Answer again = Page.answer("/api/ui/app.js", Optional.of("\"other\", " + tag));
    Page.Answer other = Page.answer("/api/ui/list.js", Optional.of(tag));

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(other.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/ui/none.js",
        "/api/ui/files.txt",
        "/api/ui/LICENSE",
        "/api/ui/..",
        "/api/ui/%2e%2e",
        "/api/ui/..\\Page.class",
        "/api/ui/Page.class"
      })
  void has_nothing_else(String path) {
    assertThat(get(path).status()).isEqualTo(404);
  }

  static List<String> names() throws IOException {
    return Files.readAllLines(FOLDER.resolve("files.txt"));
  }

  private static Stream<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1));
  }

  private static Page.Answer get(String path) {
    return Page.answer(path, Optional.empty());
  }
}
