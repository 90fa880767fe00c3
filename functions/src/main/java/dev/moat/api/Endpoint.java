package dev.moat.api;

import static dev.moat.api.Role.OPERATOR;
import static dev.moat.api.Role.READER;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What can be called, by the {@code operationId} of the document. */
public enum Endpoint {
  LIST_SETUPS(
      READER, "status", "registry", "acceptedBefore", "acceptedAfter", "limit", "continuation"),
  SUBMIT(OPERATOR),
  SHOW_SETUP(READER),
  SHOW_HISTORY(READER, "limit", "continuation"),
  REPLAY(OPERATOR),
  CANCEL(OPERATOR),
  APPROVE(OPERATOR),
  REJECT(OPERATOR),
  RESTORE(OPERATOR),
  PLAN_TEARDOWN(READER, "deleteRegistry"),
  TEARDOWN(OPERATOR),
  PLAN(READER),
  REPLAY_KIND(OPERATOR),
  LIST_REJECTED(READER, "limit", "continuation"),
  SHOW_REJECTED(READER),
  DISCARD_REJECTED(OPERATOR),
  REPLAY_REJECTED(OPERATOR),
  COUNT_DEAD_LETTERS(READER),
  LIST_DEAD_LETTERS(READER, "limit", "continuation"),
  SHOW_DEAD_LETTER(READER),
  DISCARD_DEAD_LETTER(OPERATOR),
  REPLAY_DEAD_LETTER(OPERATOR),
  SHOW_CALLER(READER),
  SHOW_CONTRACT(READER);

  private final Role role;
  private final Set<String> query;

  Endpoint(Role role, String... query) {
    this.role = role;
    this.query = Set.of(query);
  }

  /** The role that a caller needs. */
  public Role role() {
    return role;
  }

  /** The names of its query parameters. */
  public Set<String> query() {
    return query;
  }

  /** Its name in the document, such as {@code showSetup}. */
  public String operationId() {
    String[] words = name().toLowerCase(Locale.ROOT).split("_");
    StringBuilder id = new StringBuilder(words[0]);
    Arrays.stream(words)
        .skip(1)
        .forEach(
            word -> id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1)));
    return id.toString();
  }
}
