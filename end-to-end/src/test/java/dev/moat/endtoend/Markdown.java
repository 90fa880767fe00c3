package dev.moat.endtoend;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A document of the repository as GitHub shows it: where its links lead, and the anchors that its
 * headings have. Code is left out.
 *
 * @see <a
 *     href="https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links">Section
 *     links</a>
 */
record Markdown(Path file, String text) {

  private static final Pattern FENCED =
      Pattern.compile("^ *(```+|~~~+).*?^ *\\1[`~]* *$", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern CODE = Pattern.compile("`([^`\n]*)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
  private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+)$", Pattern.MULTILINE);
  private static final Pattern LINK_TEXT = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

  private static final Pattern NOT_IN_ANCHORS =
      Pattern.compile("[^\\w\\- ]", Pattern.UNICODE_CHARACTER_CLASS);

  /** A place within the repository. Without an anchor, which is empty then, the file as a whole. */
  record Link(Path file, String anchor) {}

  static Markdown of(Path file) {
    return of(file, RepositoryFiles.read(file));
  }

  static Markdown of(Path file, String text) {
    return new Markdown(file, FENCED.matcher(text).replaceAll(""));
  }

  /** Those that lead to a place within the repository. */
  List<Link> links() {
    return LINK.matcher(CODE.matcher(text).replaceAll(""))
        .results()
        .map(found -> found.group(1))
        .filter(target -> !ELSEWHERE.matcher(target).matches())
        .map(this::link)
        .toList();
  }

  /** Those of all headings; one that comes again has a number. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> times = new HashMap<>();
    HEADING
        .matcher(text)
        .results()
        .map(found -> anchor(found.group(1)))
        .forEach(
            anchor -> {
              int before = times.merge(anchor, 1, Integer::sum) - 1;
              anchors.add(before == 0 ? anchor : anchor + "-" + before);
            });
    return anchors;
  }

  private Link link(String target) {
    String[] parts = target.split("#", 2);
    return new Link(
        parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize(),
        parts.length == 1 ? "" : parts[1]);
  }

  private static String anchor(String heading) {
    String words = LINK_TEXT.matcher(heading.strip()).replaceAll("$1").toLowerCase(Locale.ROOT);
    return NOT_IN_ANCHORS.matcher(words).replaceAll("").replace(' ', '-');
  }
}
