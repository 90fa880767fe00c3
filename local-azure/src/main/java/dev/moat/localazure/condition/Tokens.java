package dev.moat.localazure.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a condition, read one after the other. */
final class Tokens {

  /** Quoted text, an attribute with its source, brackets and commas, operators, other words. */
  private static final Pattern TOKEN =
      Pattern.compile("\\s*('[^']*'|@\\w+\\[[^\\]]*\\]|&&|\\|\\||[(){},!]|[\\w:-]+)\\s*");

  private final List<String> words;
  private int next;

  private Tokens(List<String> words) {
    this.words = words;
  }

  static Tokens of(String text) {
    List<String> words = new ArrayList<>();
    Matcher token = TOKEN.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!token.region(at, text.length()).lookingAt()) {
        throw new IllegalArgumentException("Not understood: " + text.substring(at).strip());
      }
      words.add(token.group(1));
      at = token.end();
    }
    return new Tokens(words);
  }

  /** The next word, empty at the end. */
  String peek() {
    return next < words.size() ? words.get(next) : "";
  }

  String take() {
    String word = peek();
    next++;
    return word;
  }

  /** Takes the next word if it is one of these, in any case. */
  boolean takeIf(String... wanted) {
    for (String word : wanted) {
      if (peek().equalsIgnoreCase(word)) {
        next++;
        return true;
      }
    }
    return false;
  }

  void expect(String wanted) {
    if (!takeIf(wanted)) {
      throw new IllegalArgumentException(
          "'%s' is expected where '%s' stands".formatted(wanted, peek()));
    }
  }
}
