package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MarkdownTest {

  private static final Path PAGE = Path.of("docs/page.md");

  @Test
  void links_are_read_from_the_folder_of_their_page() {
    Markdown page =
        Markdown.of(
            PAGE,
            "[up](../README.md#settings), [beside](cli.md), [here](#keys) ![shot](images/a.png)");

    assertThat(page.links())
        .containsExactly(
            new Markdown.Link(Path.of("README.md"), "settings"),
            new Markdown.Link(Path.of("docs/cli.md"), ""),
            new Markdown.Link(PAGE, "keys"),
            new Markdown.Link(Path.of("docs/images/a.png"), ""));
  }

  @Test
  void links_to_elsewhere_and_links_in_code_are_left_out() {
    Markdown page =
        Markdown.of(
            PAGE,
            """
            [there](https://example.org/#a) `[not](one.md)`
            ```text
            [nor](this.md)
            ```
            - in a list

              ~~~sh
              # [nor](that.md)
              ~~~
            """);

    assertThat(page.links()).isEmpty();
    assertThat(page.anchors()).isEmpty();
  }

  @Test
  void anchors_are_the_words_of_headings_as_github_writes_them() {
    Markdown page =
        Markdown.of(
            PAGE,
            """
            # When it is `DRIFTED`, `CONTESTED` or gone
            ## What's kept, and where: [state](x.md)
            ### Überall – step_one
            ## Keys
            ## Keys
            """);

    assertThat(page.anchors())
        .containsExactlyInAnyOrder(
            "when-it-is-drifted-contested-or-gone",
            "whats-kept-and-where-state",
            "überall--step_one",
            "keys",
            "keys-1");
  }
}
