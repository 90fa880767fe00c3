package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.Operator;
import dev.moat.model.Outgoing;
import dev.moat.queue.InMemoryLetters;
import dev.moat.queue.Letter;
import dev.moat.queue.Letterbox;
import dev.moat.store.Requests;
import dev.moat.store.Requests.Rejected;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RejectedRequestsTest {

  private static final Operator ALICE = new Operator("Alice", Optional.of("a11ce"));
  private static final Letterbox QUEUE = Letterbox.waitingIn(Messages.REJECTED_REQUESTS);
  private static final Letterbox DEAD = Letterbox.deadLettersOf(Messages.REJECTED_REQUESTS);

  private final World world = new World();
  private final InMemoryLetters letters = new InMemoryLetters(world.queues);
  private final RejectedRequests rejections =
      new RejectedRequests(world.store, world.queues, letters, world.clock);
  private final Logged log = new Logged(LetterLog.class);

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void rejections_are_listed_and_found_by_their_key() {
    String id = rejected("m/1", "{}");
    world.pass(Duration.ofSeconds(1));
    rejected("m/2", "[]");

    assertThat(rejections.list(9, Optional.empty()).items())
        .extracting(Rejected::messageId)
        .containsExactly("m/2", "m/1");
    assertThat(rejections.find(id).map(Rejected::body)).contains("{}");
    assertThat(rejections.find("none")).isEmpty();
    assertThat(rejections.find("no/key")).isEmpty();
  }

  @Test
  void a_request_is_posted_again_as_it_was_under_another_id() throws Exception {
    String id = rejected("message-1", outOfBounds());

    assertThat(rejections.replay(id, Optional.empty(), ALICE))
        .isEqualTo(new LetterAnswer.Sent("again/" + World.NOON.toEpochMilli() + "/message-1"));

    assertThat(world.queues.take())
        .containsExactly(
            new Outgoing(
                Messages.SETUP_REQUESTS,
                "again/" + World.NOON.toEpochMilli() + "/message-1",
                outOfBounds(),
                Optional.empty()));
    assertThat(log.lines().get(0).properties().toString())
        .contains("event=\"RejectedRequestReplayed\"", "objectId=\"a11ce\"", "mended=false");
  }

  @Test
  void a_mended_request_is_taken() {
    String id = rejected("message-1", outOfBounds());

    rejections.replay(id, Optional.of(SampleRequest.TEXT), ALICE);
    deliver();

    assertThat(world.store.setups()).containsExactly(World.SETUP);
  }

  @Test
  void a_request_posted_twice_is_posted_twice_and_taken_once() {
    String id = rejected("message-1", outOfBounds());

    rejections.replay(id, Optional.of(SampleRequest.TEXT), ALICE);
    world.pass(Duration.ofSeconds(1));
    rejections.replay(id, Optional.of(SampleRequest.TEXT), ALICE);

    assertThat(world.queues.sentTo(Messages.SETUP_REQUESTS))
        .extracting(Outgoing::messageId)
        .doesNotHaveDuplicates()
        .hasSize(2);
    deliver();
    assertThat(world.setup().generation()).isEqualTo(1);
    assertThat(rejections.find(id)).as("the rejection stays until it is discarded").isPresent();
  }

  @Test
  void what_is_still_wrong_is_another_rejection() {
    String id = rejected("message-1", outOfBounds());
    world.pass(Duration.ofSeconds(1));

    rejections.replay(id, Optional.empty(), ALICE);
    deliver();

    assertThat(rejections.list(9, Optional.empty()).items())
        .extracting(Rejected::reason)
        .containsExactly("SubnetTooSmall", "SubnetTooSmall");
  }

  @Test
  void of_a_message_that_is_not_whole_only_a_mended_one_is_posted() {
    String id = rejected("m", "x".repeat(Requests.LONGEST_BODY + 1));

    LetterAnswer.Refused refused =
        (LetterAnswer.Refused) rejections.replay(id, Optional.empty(), ALICE);

    assertThat(refused.code()).isEqualTo("BodyNotWhole");
    assertThat(world.queues.sent()).isEmpty();
    assertThat(rejections.replay(id, Optional.of("{}"), ALICE))
        .isInstanceOf(LetterAnswer.Sent.class);
  }

  @Test
  void a_rejection_is_discarded_with_its_message() throws Exception {
    String id = rejected("m/1", "{}");
    put(QUEUE, "rejected/m/0");
    put(QUEUE, "rejected/m/1");

    assertThat(rejections.discard(id, ALICE)).isEqualTo(new LetterAnswer.Discarded());

    assertThat(rejections.find(id)).isEmpty();
    assertThat(letters.peek(QUEUE, 0, 9))
        .extracting(letter -> letter.messageId().orElseThrow())
        .containsExactly("rejected/m/0");
    assertThat(rejections.discard(id, ALICE)).isEqualTo(new LetterAnswer.NotThere());
    assertThat(rejections.replay(id, Optional.empty(), ALICE))
        .isEqualTo(new LetterAnswer.NotThere());
    assertThat(log.lines()).hasSize(1);
    assertThat(log.lines().get(0).properties().toString())
        .contains("event=\"RejectedRequestDiscarded\"", "message=\"TAKEN\"");
  }

  @Test
  void a_message_whose_time_in_the_queue_was_over_is_discarded_too() {
    String id = rejected("m/1", "{}");
    put(DEAD, "rejected/m/1");

    assertThat(rejections.discard(id, ALICE)).isEqualTo(new LetterAnswer.Discarded());

    assertThat(letters.peek(DEAD, 0, 9)).isEmpty();
  }

  @Test
  void a_rejection_whose_message_is_gone_is_discarded() {
    String id = rejected("m/1", "{}");

    assertThat(rejections.discard(id, ALICE)).isEqualTo(new LetterAnswer.Discarded());
  }

  /** What a caller posts who never met the guard rails. */
  private static String outOfBounds() {
    return SampleRequest.TEXT.replace("10.0.1.0/24", "10.0.1.0/30");
  }

  private String rejected(String messageId, String body) {
    world.take(body, messageId);
    world.queues.take();
    return world.store.findRejected(messageId).orElseThrow().id();
  }

  /** What was posted reaches the app. */
  private void deliver() {
    List<Outgoing> posted = world.queues.sentTo(Messages.SETUP_REQUESTS);
    posted.forEach(message -> world.take(message.body(), message.messageId()));
  }

  private void put(Letterbox box, String messageId) {
    letters.put(
        box,
        new Letter(
            letters.peek(box, 0, 9).size() + 1,
            Optional.of(messageId),
            "{}",
            Optional.empty(),
            Map.of(),
            World.NOON,
            0,
            Optional.empty(),
            Optional.empty()));
  }
}
