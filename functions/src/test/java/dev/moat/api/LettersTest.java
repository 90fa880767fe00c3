package dev.moat.api;

import static dev.moat.model.StepKind.SUBNET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.engine.Messages;
import dev.moat.model.Outgoing;
import dev.moat.model.StepStatus;
import dev.moat.queue.Letter;
import dev.moat.queue.Letterbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that could not be handled, and the failed steps of a kind. */
class LettersTest {

  private static final Letterbox BOX = Letterbox.deadLettersOf("step-subnet");

  private final ApiWorld world = ApiWorld.withSetup();

  @Test
  void dead_letters_are_counted_for_each_queue() {
    dead(7);

    assertThat(world.ask(Endpoint.COUNT_DEAD_LETTERS).json(200).path("queues"))
        .hasToString(
            "[{\"queue\":\"step-subnet\",\"count\":1,\"more\":false},"
                + "{\"queue\":\"setup-requests\",\"count\":0,\"more\":false}]");
  }

  @Test
  void dead_letters_are_listed_without_their_bodies() {
    dead(7);
    dead(9);

    JsonNode page =
        world
            .ask(Endpoint.LIST_DEAD_LETTERS)
            .path("queue", "step-subnet")
            .query("limit", "1")
            .json(200);

    assertThat(page.at("/items/0/sequenceNumber").longValue()).isEqualTo(7);
    assertThat(page.at("/items/0/setup").textValue()).isEqualTo(ApiWorld.SETUP.value());
    assertThat(page.at("/items/0").has("body")).isFalse();
    assertThat(page.has("continuation")).isTrue();
  }

  @Test
  void a_dead_letter_is_shown_whole() {
    dead(7);

    JsonNode letter = ask(Endpoint.SHOW_DEAD_LETTER, "7").json(200);

    assertThat(letter.path("body").textValue()).contains(ApiWorld.SETUP.value());
    assertThat(letter.path("properties")).hasToString("{\"a\":\"b\"}");
    assertThat(letter.path("reason").textValue()).isEqualTo("MaxDeliveryCountExceeded");
  }

  @Test
  void a_dead_letter_is_sent_again() {
    dead(7);

    assertThat(ask(Endpoint.REPLAY_DEAD_LETTER, "7").reply().status()).isEqualTo(202);

    assertThat(world.queues.sentTo("step-subnet")).hasSize(1);
    ask(Endpoint.SHOW_DEAD_LETTER, "7").refused(404, "NoSuchDeadLetter");
  }

  @Test
  void a_dead_letter_is_discarded_by_whoever_the_history_names() {
    dead(7);

    Reply reply = ask(Endpoint.DISCARD_DEAD_LETTER, "7").header("Moat-Operator", "Alice").reply();

    assertThat(reply.status()).isEqualTo(204);
    assertThat(world.store.history(ApiWorld.SETUP, 1).get(0).text())
        .startsWith("Alice (by function key) discarded ");
  }

  @ParameterizedTest
  @EnumSource(names = {"REPLAY_DEAD_LETTER", "DISCARD_DEAD_LETTER"})
  void a_letter_that_somebody_else_holds_is_not_taken(Endpoint endpoint) {
    dead(7);
    world.letters.hold(BOX, 1);

    ask(endpoint, "7").refused(409, "LetterHeld");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "x", "-1", "99999999999999999999"})
  void a_letter_that_is_not_there_is_told(String number) {
    dead(7);

    ask(Endpoint.SHOW_DEAD_LETTER, number).refused(404, "NoSuchDeadLetter");
    ask(Endpoint.REPLAY_DEAD_LETTER, number).refused(404, "NoSuchDeadLetter");
    ask(Endpoint.DISCARD_DEAD_LETTER, number).refused(404, "NoSuchDeadLetter");
  }

  @Test
  void a_queue_that_is_not_there_is_told() {
    world.ask(Endpoint.LIST_DEAD_LETTERS).path("queue", "moat").refused(404, "NoSuchQueue");
  }

  @Test
  void a_rejected_request_is_listed_shown_posted_again_and_discarded() {
    world.accept("not json");
    JsonNode listed = world.ask(Endpoint.LIST_REJECTED).json(200).at("/items/0");
    String id = listed.path("id").textValue();

    assertThat(listed.path("reason").textValue()).isEqualTo("NotJson");
    assertThat(listed.has("body")).isFalse();
    assertThat(world.ask(Endpoint.SHOW_REJECTED).path("id", id).json(200).path("body").textValue())
        .isEqualTo("not json");

    assertThat(world.ask(Endpoint.REPLAY_REJECTED).path("id", id).body("{}").reply().status())
        .isEqualTo(202);
    assertThat(world.queues.sentTo(Messages.SETUP_REQUESTS))
        .extracting(Outgoing::body)
        .isEqualTo(List.of("{}"));

    assertThat(world.ask(Endpoint.DISCARD_REJECTED).path("id", id).reply().status()).isEqualTo(204);
    assertThat(world.store.rejected(9)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"SHOW_REJECTED", "REPLAY_REJECTED", "DISCARD_REJECTED"})
  void a_rejected_request_that_is_not_there_is_told(Endpoint endpoint) {
    world.ask(endpoint).path("id", "bm9uZQ").refused(404, "NoSuchRejectedRequest");
    world.ask(endpoint).path("id", "?").refused(404, "NoSuchRejectedRequest");
  }

  @Test
  void the_failed_steps_of_a_kind_are_replayed() {
    world.record(SUBNET, step -> step.status(StepStatus.FAILED));

    JsonNode replays = world.ask(Endpoint.REPLAY_KIND).body("{\"kind\": \"subnet\"}").json(202);

    assertThat(replays)
        .hasToString(
            "{\"results\":[{\"setup\":\"%s\",\"steps\":[\"%s\"],\"replayed\":true}],\"more\":false}"
                .formatted(ApiWorld.SETUP, ApiWorld.name(SUBNET)));
  }

  @Test
  void setups_that_were_stopped_are_told_but_not_replayed() {
    world.record(SUBNET, step -> step.status(StepStatus.FAILED));
    world.record(setup -> setup.cancelled());

    JsonNode result =
        world.ask(Endpoint.REPLAY_KIND).body("{\"kind\": \"subnet\"}").json(202).at("/results/0");

    assertThat(result.path("replayed").booleanValue()).isFalse();
    assertThat(result.path("code").textValue()).isEqualTo("SetupIsStopped");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"kind\": \"moat\"}", "{\"kind\": \"subnet\", \"all\": true}"})
  void a_kind_that_is_none_is_refused(String body) {
    world.ask(Endpoint.REPLAY_KIND).body(body).refused(400, "InvalidBody");
  }

  @Test
  void a_continuation_that_is_none_is_refused() {
    world
        .ask(Endpoint.REPLAY_KIND)
        .body("{\"kind\": \"subnet\", \"continuation\": \"x\"}")
        .refused(400, "InvalidBody");
  }

  private void dead(long number) {
    world.letters.put(
        BOX,
        new Letter(
            number,
            Optional.of("m-" + number),
            "{\"setup\":\"%s\",\"step\":\"lockdown\"}".formatted(ApiWorld.SETUP),
            Optional.of("application/json"),
            Map.of("a", "b"),
            ApiWorld.NOON,
            10,
            Optional.of("MaxDeliveryCountExceeded"),
            Optional.of("Too often.")));
  }

  private Asking ask(Endpoint endpoint, String number) {
    return world.ask(endpoint).path("queue", "step-subnet").path("sequenceNumber", number);
  }
}
