package dev.moat.store;

import dev.moat.model.InvalidContinuationException;
import dev.moat.model.Page;
import dev.moat.model.ResourceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Which requests were seen: those taken, by their id, and those rejected, with the reason. */
public interface Requests {

  /** How many characters of a rejected message are kept. */
  int LONGEST_BODY = 60_000;

  /**
   * A request that was seen.
   *
   * @param digest of its content, so that two different requests under one id can be told apart
   */
  record Seen(String requestId, ResourceId registry, String digest) {}

  /**
   * Remembers a request if its id is new.
   *
   * @return the request that has this id already, or empty when it was new
   */
  Optional<Seen> putIfAbsent(Seen request);

  /**
   * A message that could not become a setup.
   *
   * @param messageId of the Service Bus message: the same message twice is one row
   * @param requestId as far as it could be read
   * @param reason a stable name, such as {@code NotJson}
   * @param detail what is wrong, with the JSON pointer where there is one
   * @param body the message; of one longer than {@link #LONGEST_BODY} its beginning and an
   *     ellipsis, whole in the queue
   */
  record Rejected(
      String messageId,
      Optional<String> requestId,
      String reason,
      String detail,
      String body,
      Instant at) {

    /** A key for URLs, made of the message's id. */
    public String id() {
      return idOf(messageId);
    }

    /** The key of a rejection of this message. */
    public static String idOf(String messageId) {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(messageId.getBytes(StandardCharsets.UTF_8));
    }

    /** The message's id of such a key; empty when it is none. */
    public static Optional<String> messageIdOf(String id) {
      try {
        return Optional.of(new String(Base64.getUrlDecoder().decode(id), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    /** Whether the body is all that came. */
    public boolean isWhole() {
      return body.length() <= LONGEST_BODY;
    }
  }

  /** Records a rejection; recording the same one again changes nothing. */
  void reject(Rejected rejected);

  /** The newest rejections, newest first, without those that cannot be read. */
  default List<Rejected> rejected(int limit) {
    return rejected(limit, Optional.empty()).items();
  }

  /**
   * Some rejections, newest first; one that cannot be read is told by its id. What is added
   * meanwhile is on no later page.
   *
   * @param limit the most, 1 or more
   * @param continuation of the page before; empty for the first. Throws {@link
   *     InvalidContinuationException} for one that was not given by such a page
   */
  Page<Rejected> rejected(int limit, Optional<String> continuation);

  /** The rejection of this message; empty when there is none, or no longer. */
  Optional<Rejected> findRejected(String messageId);

  /**
   * Forgets a rejection; false when it was forgotten already. The same message may be rejected
   * again afterwards.
   */
  boolean forget(Rejected rejected);
}
