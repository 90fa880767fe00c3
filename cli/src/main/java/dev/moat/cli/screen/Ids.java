package dev.moat.cli.screen;

import dev.moat.model.ResourceId;
import java.util.regex.Pattern;

/** Resource ids in texts for people, of which type and name are enough to recognise them. */
public final class Ids {

  private static final Pattern ID =
      Pattern.compile("/subscriptions/[^\\s'\",;]*/([^\\s'\",;/]+/[^\\s'\",;/]+)");

  private Ids() {}

  /** The text with each id cut down to its last type and name, such as {@code registries/x}. */
  public static String shorten(String text) {
    return ID.matcher(text).replaceAll("$1");
  }

  public static String shorten(ResourceId id) {
    return shorten(id.value());
  }
}
