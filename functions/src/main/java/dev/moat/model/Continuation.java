package dev.moat.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Where a list goes on, as an opaque text of URL-safe characters. It comes back from callers and is
 * not trusted: what is read from it has the form it was written in, and no more is known of it.
 */
public final class Continuation {

  private static final int LONGEST = 2_048;
  private static final String SEPARATOR = "\n";

  private Continuation() {}

  /**
   * @param list whose continuation it is, so that it is not taken for another's
   * @param parts without line breaks
   */
  public static String of(String list, String... parts) {
    String text = list + SEPARATOR + String.join(SEPARATOR, parts);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The parts it was made of; throws {@link InvalidContinuationException} when it is none of this
   * list, or has another number of parts.
   */
  public static List<String> read(String list, int parts, String continuation) {
    String[] read = decode(list, continuation).split(SEPARATOR, -1);
    if (read.length != parts + 1 || !read[0].equals(list)) {
      throw new InvalidContinuationException(list);
    }
    return List.of(read).subList(1, read.length);
  }

  private static String decode(String list, String continuation) {
    if (continuation.length() > LONGEST) {
      throw new InvalidContinuationException(list);
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(continuation);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new InvalidContinuationException(list, e);
    }
  }
}
