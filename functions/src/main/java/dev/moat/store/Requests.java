package dev.moat.store;

import dev.moat.model.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which requests were seen: those taken, by their id, and those rejected, with the reason. */
public interface Requests {

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
   * @param body the message, shortened to what a row can hold; whole in the queue
   */
  record Rejected(
      String messageId,
      Optional<String> requestId,
      String reason,
      String detail,
      String body,
      Instant at) {}

  /** Records a rejection; recording the same one again changes nothing. */
  void reject(Rejected rejected);

  /** The newest rejections, newest first. */
  List<Rejected> rejected(int limit);
}
