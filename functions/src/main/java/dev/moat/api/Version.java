package dev.moat.api;

import dev.moat.model.Sha256;
import dev.moat.store.SetupState;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The version of a setup as callers see it: a hash of the store's, of which nothing is to be known
 * outside. This is the one place that leads from one to the other.
 */
final class Version {

  private static final int DIGITS = 16;
  private static final String IF_MATCH = "If-Match";
  private static final Pattern TAG = Pattern.compile("\"([\\x21\\x23-\\x7e]*)\"");
  private static final Pattern TAGS = Pattern.compile(TAG + "(\\s*,\\s*" + TAG + ")*");

  private Version() {}

  static String of(SetupState state) {
    String stored = state.setup().value().id() + "|" + state.setup().version();
    return Sha256.hex(stored).substring(0, DIGITS);
  }

  /** As the header {@code ETag} has it. */
  static String tag(SetupState state) {
    return "\"" + of(state) + "\"";
  }

  /**
   * The store's version that the caller wants the setup to have still; empty when any will do.
   * Refuses the call when the setup has another than the caller saw.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-if-match">If-Match</a>
   */
  static Optional<String> asSeen(Call call, SetupState state) {
    Optional<String> seen = call.header(IF_MATCH).map(String::strip);
    if (seen.isEmpty() || seen.get().equals("*")) {
      return Optional.empty();
    }
    if (!tags(seen.get()).contains(of(state))) {
      throw outdated(state);
    }
    return Optional.of(state.setup().version());
  }

  static Refusal outdated(SetupState state) {
    return Refusal.of(
        412,
        "SetupChanged",
        "Setup '%s' has changed since it was looked at; nothing was done."
            .formatted(state.setup().value().id()),
        "Look at the setup again, and ask again if that is still wanted.");
  }

  private static List<String> tags(String header) {
    if (!TAGS.matcher(header).matches()) {
      throw Refusal.of(
          400,
          "InvalidHeader",
          "The header '" + IF_MATCH + "' has no strong entity tag, such as \"0123456789abcdef\".",
          "Send the ETag of the setup as it was given, with its quotes, or *.");
    }
    return TAG.matcher(header).results().map(tag -> tag.group(1)).toList();
  }
}
