package dev.moat.contract;

import static dev.moat.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.Outgoing;
import dev.moat.queue.Queues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Queues} do. Each test begins with empty ones. */
public abstract class QueuesContract {

  /** Two queues that exist. */
  protected static final String EVENTS = "setup-events";

  protected static final String SUBNET = "step-subnet";

  /** A message as a consumer gets it. */
  public record Delivered(String messageId, String body, Map<String, Object> properties) {
    Delivered(String messageId, String body) {
      this(messageId, body, Map.of());
    }
  }

  private final TestClock clock = new TestClock(NOON);
  private Queues queues;

  /** Empty queues whose broker tells the time by this clock. */
  protected abstract Queues emptyQueues(TestClock clock) throws Exception;

  /** Takes all that a consumer of this queue can get now. */
  protected abstract List<Delivered> delivered(String queue);

  @BeforeEach
  void begin_with_empty_queues() throws Exception {
    queues = emptyQueues(clock);
  }

  @Test
  void a_message_arrives_in_its_queue() {
    queues.send(now(EVENTS, "s/1/accepted", "{\"setup\":\"s\"}"));

    assertThat(delivered(EVENTS))
        .containsExactly(new Delivered("s/1/accepted", "{\"setup\":\"s\"}"));
    assertThat(delivered(SUBNET)).isEmpty();
  }

  @Test
  void properties_arrive_beside_the_body() {
    Map<String, String> properties = Map.of("reason", "NotJson", "detail", "ü 😀");

    queues.send(new Outgoing(EVENTS, "m", "{", Optional.empty(), properties));

    assertThat(delivered(EVENTS)).containsExactly(new Delivered("m", "{", Map.copyOf(properties)));
  }

  @Test
  void a_message_for_later_arrives_at_its_time() {
    queues.send(at(SUBNET, "later", NOON.plusSeconds(15)));

    assertThat(delivered(SUBNET)).isEmpty();
    clock.advance(Duration.ofSeconds(14));
    assertThat(delivered(SUBNET)).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(delivered(SUBNET)).containsExactly(new Delivered("later", "{}"));
  }

  @Test
  void a_message_whose_time_has_passed_arrives_at_once() {
    queues.send(at(SUBNET, "late", NOON.minusSeconds(15)));

    assertThat(delivered(SUBNET)).containsExactly(new Delivered("late", "{}"));
  }

  @Test
  void messages_for_now_and_later_do_not_wait_for_each_other() {
    queues.send(at(SUBNET, "second", NOON.plusSeconds(15)));
    queues.send(now(SUBNET, "first", "{}"));

    assertThat(delivered(SUBNET)).extracting(Delivered::messageId).containsExactly("first");
    clock.advance(Duration.ofSeconds(15));
    assertThat(delivered(SUBNET)).extracting(Delivered::messageId).containsExactly("second");
  }

  @Test
  void unicode_and_long_bodies_arrive_whole() {
    String body = "{\"text\":\"Ünï—日本語 😀" + "x😀".repeat(30_000) + "\"}";

    queues.send(now(EVENTS, "ü/日本/😀", body));

    assertThat(delivered(EVENTS)).containsExactly(new Delivered("ü/日本/😀", body));
  }

  @Test
  void long_ids_stay_apart() {
    String id = "secureacr-0123456789/1/subnet." + "n".repeat(64) + "." + "s".repeat(80) + "/";

    queues.send(now(SUBNET, id + "1", "1"));
    queues.send(now(SUBNET, id + "2", "2"));

    List<Delivered> delivered = delivered(SUBNET);
    assertThat(delivered).extracting(Delivered::body).containsExactlyInAnyOrder("1", "2");
    assertThat(delivered).extracting(Delivered::messageId).doesNotHaveDuplicates();
  }

  @Test
  void all_that_is_sent_at_once_arrives() throws Exception {
    Racers.atOnce(
        8,
        worker -> {
          queues.send(now(worker % 2 == 0 ? EVENTS : SUBNET, "m/" + worker, "{}"));
          return true;
        });

    assertThat(delivered(EVENTS)).extracting(Delivered::messageId).hasSize(4);
    assertThat(delivered(SUBNET))
        .extracting(Delivered::messageId)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.of(1, 3, 5, 7).mapToObj(worker -> "m/" + worker).toList());
  }

  @Test
  void many_messages_at_a_time_arrive_each_in_its_queue_at_its_time() {
    queues.sendAll(
        List.of(
            now(EVENTS, "one", "1"),
            at(SUBNET, "later", NOON.plusSeconds(15)),
            now(SUBNET, "two", "2"),
            at(SUBNET, "past", NOON.minusSeconds(15)),
            at(SUBNET, "latest", NOON.plusSeconds(30))));

    assertThat(delivered(EVENTS)).containsExactly(new Delivered("one", "1"));
    assertThat(delivered(SUBNET)).extracting(Delivered::messageId).containsExactly("two", "past");
    clock.advance(Duration.ofSeconds(15));
    assertThat(delivered(SUBNET)).containsExactly(new Delivered("later", "{}"));
    clock.advance(Duration.ofSeconds(15));
    assertThat(delivered(SUBNET)).containsExactly(new Delivered("latest", "{}"));
  }

  @Test
  void more_messages_than_the_broker_takes_at_a_time_arrive_all() {
    List<String> ids = IntStream.range(0, 1000).mapToObj(i -> "m/" + i).toList();
    String body = "{\"text\":\"" + "x".repeat(700) + "\"}";

    queues.sendAll(ids.stream().map(id -> now(EVENTS, id, body)).toList());

    assertThat(delivered(EVENTS))
        .extracting(Delivered::messageId)
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void no_messages_at_a_time_are_none() {
    queues.sendAll(List.of());

    assertThat(delivered(EVENTS)).isEmpty();
  }

  protected static Outgoing now(String queue, String messageId, String body) {
    return new Outgoing(queue, messageId, body, Optional.empty());
  }

  protected static Outgoing at(String queue, String messageId, Instant time) {
    return new Outgoing(queue, messageId, "{}", Optional.of(time));
  }
}
