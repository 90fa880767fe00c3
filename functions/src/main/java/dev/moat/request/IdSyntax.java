package dev.moat.request;

import java.util.regex.Pattern;

/**
 * What a resource id may be spelt with. Narrower than Azure on purpose: Azure lets the name of a
 * resource group hold letters of any script; Moat takes ASCII only, so that no two different texts
 * can look alike, and nothing in an id means something to a URL.
 */
final class IdSyntax {

  /** No repeated group: on a long text the JDK's matcher would run out of stack. */
  private static final Pattern ALLOWED = Pattern.compile("/[A-Za-z0-9._()/-]+");

  private IdSyntax() {}

  /** Whether the id is only names between slashes, none of which stands for another place. */
  static boolean isPlain(String id) {
    return ALLOWED.matcher(id).matches()
        && !id.contains("//")
        && !id.endsWith("/")
        && !id.contains("..")
        && !(id + "/").contains("/./");
  }
}
