package dev.moat.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.Operator;
import dev.moat.model.Outgoing;
import dev.moat.model.Page;
import dev.moat.queue.Letterbox;
import dev.moat.queue.Letters;
import dev.moat.queue.Queues;
import dev.moat.queue.Taking;
import dev.moat.store.Requests;
import dev.moat.store.Requests.Rejected;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The requests that were rejected, as operators read them, post them again and discard them. Who
 * did what is a line in the log.
 */
public final class RejectedRequests {

  /** Where the message of a rejection lies, the second when its time to live is over. */
  private static final List<Letterbox> BOXES =
      List.of(
          Letterbox.waitingIn(Messages.REJECTED_REQUESTS),
          Letterbox.deadLettersOf(Messages.REJECTED_REQUESTS));

  private final Requests requests;
  private final Queues queues;
  private final Letters letters;
  private final Clock clock;

  public RejectedRequests(Requests requests, Queues queues, Letters letters, Clock clock) {
    this.requests = requests;
    this.queues = queues;
    this.letters = letters;
    this.clock = clock;
  }

  /** Some rejections, newest first, as {@link Requests#rejected(int, Optional)} gives them. */
  public Page<Rejected> list(int limit, Optional<String> continuation) {
    return requests.rejected(limit, continuation);
  }

  /**
   * A rejection; empty when there is none, or no longer.
   *
   * @param id as {@link Rejected#id()} gives it
   */
  public Optional<Rejected> find(String id) {
    return Rejected.messageIdOf(id).flatMap(requests::findRejected);
  }

  /**
   * Posts a rejected request again. The rejection stays until it is discarded, so this can be asked
   * again and posts again each time: the {@code requestId} sees to it that the request is taken
   * once. What is still wrong becomes another rejection.
   *
   * @param mended the request to post in its place; as it was when empty
   */
  public LetterAnswer replay(String id, Optional<String> mended, Operator who) {
    return find(id)
        .map(rejected -> replay(rejected, mended, who))
        .orElseGet(LetterAnswer.NotThere::new);
  }

  /**
   * Removes a rejection, and its message where that is within reach; a second time there is nothing
   * to remove. The message goes first, so that what a crash leaves can be discarded again.
   */
  public LetterAnswer discard(String id, Operator who) {
    return find(id).map(rejected -> discard(rejected, who)).orElseGet(LetterAnswer.NotThere::new);
  }

  private LetterAnswer replay(Rejected rejected, Optional<String> mended, Operator who) {
    if (mended.isEmpty() && !rejected.isWhole()) {
      return new LetterAnswer.Refused(
          "BodyNotWhole",
          "Of request '%s' only the first %d characters are kept; that is no request."
              .formatted(rejected.messageId(), Requests.LONGEST_BODY),
          "Post it mended; a request has at most 32768 characters.");
    }
    String newId = MessageIdAgain.of(clock.instant(), rejected.messageId());
    queues.send(
        new Outgoing(
            Messages.SETUP_REQUESTS, newId, mended.orElse(rejected.body()), Optional.empty()));
    LetterLog.write(
        line("RejectedRequestReplayed", rejected, who)
            .put("newMessageId", newId)
            .put("mended", mended.isPresent()));
    return new LetterAnswer.Sent(newId);
  }

  private LetterAnswer discard(Rejected rejected, Operator who) {
    Taking message = removeMessage(rejected);
    if (!requests.forget(rejected)) {
      return new LetterAnswer.NotThere();
    }
    LetterLog.write(line("RejectedRequestDiscarded", rejected, who).put("message", message.name()));
    return new LetterAnswer.Discarded();
  }

  /** What became of it in the first box that it was in. */
  private Taking removeMessage(Rejected rejected) {
    String messageId = Rejections.messageId(rejected.messageId());
    return BOXES.stream()
        .map(box -> letters.remove(box, messageId))
        .filter(taking -> taking != Taking.NOT_THERE)
        .findFirst()
        .orElse(Taking.NOT_THERE);
  }

  private static ObjectNode line(String event, Rejected rejected, Operator who) {
    ObjectNode line = LetterLog.line(event, who).put("messageId", rejected.messageId());
    rejected.requestId().ifPresent(id -> line.put("requestId", id));
    return line.put("reason", rejected.reason());
  }
}
