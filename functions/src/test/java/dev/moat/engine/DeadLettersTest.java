package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.model.Continuation;
import dev.moat.model.InvalidContinuationException;
import dev.moat.model.Operator;
import dev.moat.model.Outgoing;
import dev.moat.model.Page;
import dev.moat.model.StepKind;
import dev.moat.queue.InMemoryLetters;
import dev.moat.queue.Letter;
import dev.moat.queue.Letterbox;
import dev.moat.queue.Letters;
import dev.moat.queue.QueueException;
import dev.moat.store.HistoryEntry;
import dev.moat.store.StoreException;
import dev.moat.store.WriteHook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  private static final String SUBNET = Messages.stepQueue(StepKind.SUBNET);
  private static final Operator ALICE = new Operator("Alice", Optional.of("a11ce"));
  private static final String CALL =
      "{\"setup\":\"%s\",\"generation\":1,\"step\":\"%s\",\"turn\":1}"
          .formatted(World.SETUP, World.name(StepKind.SUBNET));

  private final World world = World.withSetup();
  private final InMemoryLetters letters = new InMemoryLetters(world.queues);
  private final DeadLetters deadLetters =
      new DeadLetters(
          letters,
          world.store,
          List.of(SUBNET, Messages.SETUP_REQUESTS, Messages.SETUP_EVENTS),
          world.clock);
  private final Logged log = new Logged(LetterLog.class);

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void every_queue_is_counted_as_far_as_letters_are_counted() {
    IntStream.rangeClosed(1, 100).forEach(i -> put(SUBNET, i, CALL));
    IntStream.rangeClosed(1, 101).forEach(i -> put(Messages.SETUP_EVENTS, i, CALL));

    assertThat(deadLetters.counts())
        .containsExactly(
            new DeadLetters.Count(SUBNET, 100, false),
            new DeadLetters.Count(Messages.SETUP_REQUESTS, 0, false),
            new DeadLetters.Count(Messages.SETUP_EVENTS, 100, true));
  }

  @Test
  void letters_are_listed_page_by_page() {
    IntStream.of(3, 5, 8).forEach(i -> put(SUBNET, i, CALL));

    Page<Letter> first = deadLetters.list(SUBNET, 2, Optional.empty()).orElseThrow();
    Page<Letter> second = deadLetters.list(SUBNET, 2, first.continuation()).orElseThrow();

    assertThat(first.items()).extracting(Letter::sequenceNumber).containsExactly(3L, 5L);
    assertThat(second.items()).extracting(Letter::sequenceNumber).containsExactly(8L);
    assertThat(second.continuation()).isEmpty();
  }

  @Test
  void a_queue_that_is_not_moats_has_no_letters() {
    assertThat(deadLetters.list("other", 2, Optional.empty())).isEmpty();
    assertThat(deadLetters.find("other", 1)).isEmpty();
    assertThat(deadLetters.discard("other", 1, ALICE)).isEqualTo(new LetterAnswer.NotThere());
    assertThat(deadLetters.sendAgain("other", 1, ALICE)).isEqualTo(new LetterAnswer.NotThere());
  }

  @Test
  void what_is_no_continuation_of_this_queue_is_refused() {
    String list = Letterbox.deadLettersOf(SUBNET).toString();
    for (String garbage : List.of("x", Continuation.of(list, "x"), Continuation.of("other", "1"))) {
      assertThatExceptionOfType(InvalidContinuationException.class)
          .isThrownBy(() -> deadLetters.list(SUBNET, 2, Optional.of(garbage)));
    }
  }

  @Test
  void a_letter_is_found_by_its_number_and_tells_its_setup() {
    put(SUBNET, 7, CALL);

    assertThat(deadLetters.find(SUBNET, 7).map(Letter::body)).contains(CALL);
    assertThat(deadLetters.find(SUBNET, 7).flatMap(DeadLetters::setupOf)).contains(World.SETUP);
    assertThat(deadLetters.find(SUBNET, 6)).isEmpty();
  }

  @Test
  void a_letter_sent_again_has_another_id_and_is_gone() {
    put(SUBNET, 7, CALL);

    assertThat(deadLetters.sendAgain(SUBNET, 7, ALICE))
        .isEqualTo(new LetterAnswer.Sent("again/7/message-7"));

    assertThat(world.queues.sent())
        .containsExactly(
            new Outgoing(SUBNET, "again/7/message-7", CALL, Optional.empty(), Map.of("by", "me")));
    assertThat(deadLetters.find(SUBNET, 7)).isEmpty();
    assertThat(deadLetters.sendAgain(SUBNET, 7, ALICE)).isEqualTo(new LetterAnswer.NotThere());
  }

  @Test
  void an_id_does_not_grow_with_each_sending() {
    put(SUBNET, letter(7, Optional.of("again/3/message/1"), CALL));

    assertThat(deadLetters.sendAgain(SUBNET, 7, ALICE))
        .isEqualTo(new LetterAnswer.Sent("again/7/message/1"));
  }

  @Test
  void a_letter_without_an_id_is_sent_under_one() {
    put(SUBNET, letter(7, Optional.empty(), CALL));

    assertThat(deadLetters.sendAgain(SUBNET, 7, ALICE))
        .isEqualTo(new LetterAnswer.Sent("again/7/"));
  }

  @Test
  void who_sent_a_letter_again_is_in_the_history_of_its_step_and_in_the_log() throws Exception {
    put(SUBNET, 7, CALL);

    deadLetters.sendAgain(SUBNET, 7, ALICE);

    HistoryEntry line = world.history().get(0);
    assertThat(line.reason()).isEqualTo("DeadLetterReplayed");
    assertThat(line.subject()).isEqualTo(World.name(StepKind.SUBNET).value());
    assertThat(line.text())
        .isEqualTo(
            "Alice (object id a11ce) sent again message message-7, number 7 of the dead letters of queue step-subnet");
    JsonNode logged = log.lines().get(0);
    assertThat(logged.properties().toString())
        .contains(
            "event=\"DeadLetterReplayed\"",
            "operator=\"Alice\"",
            "objectId=\"a11ce\"",
            "queue=\"step-subnet\"",
            "sequenceNumber=7",
            "messageId=\"message-7\"",
            "newMessageId=\"again/7/message-7\"",
            "setup=\"" + World.SETUP + "\"");
  }

  @Test
  void who_discarded_a_letter_is_in_the_history_and_in_the_log() throws Exception {
    put(Messages.SETUP_REQUESTS, 1, SampleRequest.TEXT);

    assertThat(deadLetters.discard(Messages.SETUP_REQUESTS, 1, ALICE))
        .isEqualTo(new LetterAnswer.Discarded());

    assertThat(world.queues.sent()).isEmpty();
    assertThat(deadLetters.find(Messages.SETUP_REQUESTS, 1)).isEmpty();
    HistoryEntry line = world.history().get(0);
    assertThat(line.reason()).isEqualTo("DeadLetterDiscarded");
    assertThat(line.subject()).isEqualTo("setup");
    assertThat(line.text()).startsWith("Alice (object id a11ce) discarded message message-1");
    assertThat(log.lines().get(0).path("event").textValue()).isEqualTo("DeadLetterDiscarded");
  }

  @Test
  void whatever_a_body_is_its_letter_can_be_dealt_with_and_makes_no_setup() throws Exception {
    List<String> bodies =
        List.of(
            "",
            "no JSON",
            "[1",
            "null",
            "{\"setup\":7}",
            "{\"setup\":\"x/y'\\n\"}",
            "{\"setup\":\"none-0123456789\",\"step\":{}}",
            "{\"registry\":{\"id\":\"no id\"}}",
            "{\"registry\":{\"id\":\"/subscriptions/1/x/y\"}}",
            "[".repeat(2_000));
    for (int i = 0; i < bodies.size(); i++) {
      put(SUBNET, i, bodies.get(i));

      assertThat(deadLetters.discard(SUBNET, i, new Operator("E\nve", Optional.empty())))
          .as(bodies.get(i))
          .isEqualTo(new LetterAnswer.Discarded());
    }
    assertThat(world.store.setups()).containsExactly(World.SETUP);
    assertThat(log.lines()).hasSize(bodies.size());
    assertThat(log.messages()).allMatch(line -> !line.contains("\n"));
  }

  @Test
  void a_letter_that_somebody_else_takes_just_then_is_no_longer_there() {
    put(SUBNET, 7, CALL);
    letters.beforeEachTaking(
        () -> {
          letters.beforeEachTaking(() -> {});
          deadLetters.discard(SUBNET, 7, ALICE);
        });

    assertThat(deadLetters.sendAgain(SUBNET, 7, ALICE)).isEqualTo(new LetterAnswer.NotThere());
    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void a_letter_that_somebody_else_holds_is_to_be_tried_again() {
    put(SUBNET, 7, CALL);
    letters.hold(Letterbox.deadLettersOf(SUBNET), 1);

    LetterAnswer.Refused refused = (LetterAnswer.Refused) deadLetters.discard(SUBNET, 7, ALICE);

    assertThat(refused.code()).isEqualTo("LetterHeld");
    assertThat(refused.message()).contains("message message-7, number 7");
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void a_letter_behind_too_many_others_is_refused_with_advice() {
    IntStream.rangeClosed(0, Letters.REACH + 1).forEach(i -> put(SUBNET, i, CALL));

    LetterAnswer.Refused refused =
        (LetterAnswer.Refused) deadLetters.sendAgain(SUBNET, Letters.REACH + 1, ALICE);

    assertThat(refused.code()).isEqualTo("LetterOutOfReach");
    assertThat(refused.advice()).isEqualTo("Deal with older ones first.");
  }

  @Test
  void a_letter_that_was_sent_but_not_removed_is_sent_under_the_same_id_when_asked_again() {
    put(SUBNET, 7, CALL);
    world.queues.afterSend(
        message -> {
          throw new QueueException("The answer was lost", new RuntimeException());
        });
    assertThatExceptionOfType(QueueException.class)
        .isThrownBy(() -> deadLetters.sendAgain(SUBNET, 7, ALICE));
    assertThat(deadLetters.find(SUBNET, 7)).isPresent();
    world.queues.afterSend(message -> {});

    deadLetters.sendAgain(SUBNET, 7, ALICE);

    assertThat(world.queues.sent())
        .extracting(Outgoing::messageId)
        .containsExactly("again/7/message-7", "again/7/message-7");
  }

  @Test
  void a_history_that_cannot_be_written_does_not_undo_what_was_done() {
    put(SUBNET, 7, CALL);
    world.store.around(
        new WriteHook() {
          @Override
          public void before(Write write) {
            throw new StoreException("out of reach");
          }
        });

    try (Logged warnings = new Logged(LetterHistory.class)) {
      assertThat(deadLetters.discard(SUBNET, 7, ALICE)).isEqualTo(new LetterAnswer.Discarded());

      assertThat(warnings.messages()).hasSize(1);
      assertThat(warnings.messages().get(0)).contains("Alice", "discarded message message-7");
    }
    assertThat(log.messages()).hasSize(1);
  }

  private void put(String queue, long number, String body) {
    put(queue, letter(number, Optional.of("message-" + number), body));
  }

  private void put(String queue, Letter letter) {
    letters.put(Letterbox.deadLettersOf(queue), letter);
  }

  private static Letter letter(long number, Optional<String> messageId, String body) {
    return new Letter(
        number,
        messageId,
        body,
        Optional.of("application/json"),
        Map.of("by", "me"),
        World.NOON,
        10,
        Optional.of("MaxDeliveryCountExceeded"),
        Optional.of("why"));
  }
}
