package dev.moat.localazure.condition;

import java.util.Locale;

/**
 * An action as role definitions and conditions name it: in any case, and with {@code *} for any
 * letters, slashes among them.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format">The
 *     format of actions</a>
 */
public record ActionPattern(String text) {

  /** Whether the pattern names this action. */
  public boolean matches(String action) {
    return matches(lower(text), lower(action));
  }

  private static String lower(String any) {
    return any.toLowerCase(Locale.ROOT);
  }

  private static boolean matches(String pattern, String action) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(action);
    }
    if (!action.startsWith(pattern.substring(0, star))) {
      return false;
    }
    String rest = pattern.substring(star + 1);
    for (int i = star; i <= action.length(); i++) {
      if (matches(rest, action.substring(i))) {
        return true;
      }
    }
    return false;
  }
}
