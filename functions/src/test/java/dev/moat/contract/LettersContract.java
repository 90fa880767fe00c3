package dev.moat.contract;

import static dev.moat.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.queue.Letter;
import dev.moat.queue.Letterbox;
import dev.moat.queue.Letters;
import dev.moat.queue.Taking;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Letters} do. Each test begins with empty boxes. */
public abstract class LettersContract {

  /** Two queues that exist. */
  protected static final String SUBNET = "step-subnet";

  protected static final String REJECTED = "rejected-requests";

  private static final Letterbox DEAD = Letterbox.deadLettersOf(SUBNET);
  private static final Letterbox WAITING = Letterbox.waitingIn(REJECTED);

  /** A message as it is sent, or as a consumer gets it. */
  public record Sent(
      String messageId, String body, String contentType, Map<String, Object> properties) {}

  /** Letters that somebody else holds, until they are given back. */
  public interface Held {
    void giveBack();
  }

  private final TestClock clock = new TestClock(NOON);
  private Letters letters;

  /** Empty boxes whose broker tells the time by this clock. */
  protected abstract Letters emptyBoxes(TestClock clock) throws Exception;

  /** Sends a message, and lets it lie there. */
  protected abstract void send(String queue, Sent message);

  /** Makes the queue's first message a dead letter, after two deliveries that failed. */
  protected abstract void deadLetter(String queue, String reason, String description);

  /** Takes all that a consumer of this queue can get now. */
  protected abstract List<Sent> delivered(String queue);

  /** Somebody else locks the first letters. */
  protected abstract Held hold(Letterbox box, int count);

  @BeforeEach
  void begin_with_empty_boxes() throws Exception {
    letters = emptyBoxes(clock);
  }

  @Test
  void an_empty_box_holds_nothing() {
    assertThat(letters.peek(DEAD, 0, 10)).isEmpty();
    assertThat(letters.remove(DEAD, 1)).isEqualTo(Taking.NOT_THERE);
    assertThat(letters.remove(DEAD, "m")).isEqualTo(Taking.NOT_THERE);
    assertThat(letters.sendAgain(DEAD, 1, "m")).isEqualTo(Taking.NOT_THERE);
  }

  @Test
  void a_dead_letter_shows_what_was_sent_and_why_it_is_dead() {
    send(SUBNET, new Sent("m-1", "{\"ü\":\"😀\"}", "text/x", Map.of("attempt", 3, "by", "me")));
    clock.advance(Duration.ofMinutes(1));
    deadLetter(SUBNET, "TooHard", "It did not work out");

    assertThat(letters.peek(DEAD, 0, 10))
        .containsExactly(
            new Letter(
                onlyNumber(DEAD),
                Optional.of("m-1"),
                "{\"ü\":\"😀\"}",
                Optional.of("text/x"),
                Map.of("attempt", "3", "by", "me"),
                NOON,
                2,
                Optional.of("TooHard"),
                Optional.of("It did not work out")));
  }

  @Test
  void looking_locks_nothing_and_goes_on_from_a_number() {
    deadLetters("a", "b", "c");

    List<Letter> first = letters.peek(DEAD, 0, 2);
    List<Letter> rest = letters.peek(DEAD, first.get(1).sequenceNumber() + 1, 2);

    assertThat(first).extracting(Letter::body).containsExactly("a", "b");
    assertThat(rest).extracting(Letter::body).containsExactly("c");
    assertThat(letters.peek(DEAD, rest.get(0).sequenceNumber() + 1, 2)).isEmpty();
    assertThat(letters.peek(DEAD, 0, 10)).hasSize(3);
  }

  @Test
  void more_letters_than_one_answer_holds_are_seen() {
    IntStream.range(0, 120).forEach(i -> send(REJECTED, message("m-" + i)));

    assertThat(letters.peek(WAITING, 0, 119)).hasSize(119);
    assertThat(letters.peek(WAITING, 0, 500))
        .extracting(Letter::body)
        .containsExactlyElementsOf(IntStream.range(0, 120).mapToObj(i -> "m-" + i).toList());
  }

  @Test
  void one_letter_is_removed_and_the_others_stay_within_reach() {
    deadLetters("a", "b", "c");

    assertThat(letters.remove(DEAD, number(DEAD, "b"))).isEqualTo(Taking.TAKEN);

    assertThat(bodies(DEAD)).containsExactly("a", "c");
    assertThat(letters.remove(DEAD, number(DEAD, "c"))).isEqualTo(Taking.TAKEN);
    assertThat(letters.remove(DEAD, number(DEAD, "a"))).isEqualTo(Taking.TAKEN);
    assertThat(bodies(DEAD)).isEmpty();
  }

  @Test
  void a_letter_that_was_removed_is_no_longer_there() {
    deadLetters("a", "b");
    long removed = number(DEAD, "a");
    letters.remove(DEAD, removed);

    assertThat(letters.remove(DEAD, removed)).isEqualTo(Taking.NOT_THERE);
    assertThat(letters.sendAgain(DEAD, removed, "again")).isEqualTo(Taking.NOT_THERE);
    assertThat(bodies(DEAD)).containsExactly("b");
    assertThat(delivered(SUBNET)).isEmpty();
  }

  @Test
  void a_letter_is_removed_by_the_id_it_was_sent_under() {
    String longId = "rejected/" + "ü".repeat(120);
    send(REJECTED, message("rejected/1"));
    send(REJECTED, new Sent(longId, "long", "text/x", Map.of()));

    assertThat(letters.remove(WAITING, longId)).isEqualTo(Taking.TAKEN);
    assertThat(letters.remove(WAITING, longId)).isEqualTo(Taking.NOT_THERE);
    assertThat(bodies(WAITING)).containsExactly("rejected/1");
  }

  @Test
  void a_dead_letter_sent_again_is_in_its_queue_with_all_its_sender_gave() {
    send(SUBNET, new Sent("m-1", "{\"ü\":\"😀\"}", "text/x", Map.of("attempt", 3, "by", "me")));
    deadLetter(SUBNET, "TooHard", "It did not work out");

    assertThat(letters.sendAgain(DEAD, onlyNumber(DEAD), "again/1")).isEqualTo(Taking.TAKEN);

    assertThat(letters.peek(DEAD, 0, 10)).isEmpty();
    assertThat(delivered(SUBNET))
        .containsExactly(
            new Sent("again/1", "{\"ü\":\"😀\"}", "text/x", Map.of("attempt", 3, "by", "me")));
  }

  @Test
  void one_of_many_is_sent_again() {
    deadLetters("a", "b", "c");

    assertThat(letters.sendAgain(DEAD, number(DEAD, "b"), "again")).isEqualTo(Taking.TAKEN);

    assertThat(delivered(SUBNET)).extracting(Sent::body).containsExactly("b");
    assertThat(bodies(DEAD)).containsExactly("a", "c");
  }

  @Test
  void a_letter_that_somebody_else_holds_is_left_to_them() {
    deadLetters("a", "b");
    long number = number(DEAD, "a");
    Held others = hold(DEAD, 1);

    assertThat(letters.remove(DEAD, number)).isEqualTo(Taking.HELD);
    assertThat(letters.sendAgain(DEAD, number, "again")).isEqualTo(Taking.HELD);
    assertThat(delivered(SUBNET)).isEmpty();

    others.giveBack();
    assertThat(letters.remove(DEAD, number)).isEqualTo(Taking.TAKEN);
    assertThat(bodies(DEAD)).containsExactly("b");
  }

  @Test
  void a_letter_behind_those_that_somebody_else_holds_is_taken() {
    deadLetters("a", "b", "c");
    Held others = hold(DEAD, 2);

    assertThat(letters.remove(DEAD, number(DEAD, "c"))).isEqualTo(Taking.TAKEN);

    others.giveBack();
    assertThat(bodies(DEAD)).containsExactly("a", "b");
  }

  @Test
  void of_two_who_take_one_letter_at_once_one_gets_it() throws Exception {
    deadLetters("a");
    long number = onlyNumber(DEAD);

    List<Boolean> taken =
        Racers.atOnce(2, worker -> letters.sendAgain(DEAD, number, "again") == Taking.TAKEN);

    assertThat(taken).containsExactlyInAnyOrder(true, false);
    assertThat(letters.remove(DEAD, number)).isEqualTo(Taking.NOT_THERE);
    assertThat(delivered(SUBNET)).extracting(Sent::messageId).containsExactly("again");
  }

  @Test
  void a_letter_with_too_many_before_it_is_out_of_reach() {
    IntStream.rangeClosed(0, Letters.REACH + 1).forEach(i -> send(REJECTED, message("m-" + i)));
    List<Letter> all = letters.peek(WAITING, 0, 500);

    long last = all.get(Letters.REACH + 1).sequenceNumber();
    assertThat(letters.remove(WAITING, last)).isEqualTo(Taking.OUT_OF_REACH);
    assertThat(letters.remove(WAITING, all.get(Letters.REACH).sequenceNumber()))
        .isEqualTo(Taking.TAKEN);
    assertThat(letters.remove(WAITING, last)).isEqualTo(Taking.TAKEN);
    assertThat(letters.peek(WAITING, 0, 500)).hasSize(Letters.REACH);
  }

  private void deadLetters(String... bodies) {
    for (String body : bodies) {
      send(SUBNET, message(body));
      deadLetter(SUBNET, "TooHard", "why");
    }
  }

  private static Sent message(String text) {
    return new Sent(text, text, "application/json", Map.of());
  }

  private List<String> bodies(Letterbox box) {
    return letters.peek(box, 0, 10).stream().map(Letter::body).toList();
  }

  private long onlyNumber(Letterbox box) {
    assertThat(letters.peek(box, 0, 10)).hasSize(1);
    return letters.peek(box, 0, 1).get(0).sequenceNumber();
  }

  private long number(Letterbox box, String body) {
    return letters.peek(box, 0, 10).stream()
        .filter(letter -> letter.body().equals(body))
        .findFirst()
        .orElseThrow()
        .sequenceNumber();
  }
}
