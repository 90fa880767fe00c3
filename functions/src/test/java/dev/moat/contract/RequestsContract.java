package dev.moat.contract;

import static dev.moat.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.store.Requests;
import dev.moat.store.Requests.Rejected;
import dev.moat.store.Requests.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Requests} do. Each test begins with none seen. */
public abstract class RequestsContract {

  private Requests requests;

  protected abstract Requests noRequests();

  @BeforeEach
  void begin_with_no_requests() {
    requests = noRequests();
  }

  @Test
  void a_new_request_is_remembered() {
    assertThat(requests.putIfAbsent(seen("r-1", "d1"))).isEmpty();

    assertThat(requests.putIfAbsent(seen("r-1", "d1"))).contains(seen("r-1", "d1"));
  }

  @Test
  void another_request_under_the_same_id_is_answered_with_the_first() {
    requests.putIfAbsent(seen("r-1", "d1"));
    Seen other = new Seen("r-1", Samples.registryId("otheracr"), "d2");

    assertThat(requests.putIfAbsent(other)).contains(seen("r-1", "d1"));
    assertThat(requests.putIfAbsent(other)).contains(seen("r-1", "d1"));
  }

  @Test
  void ids_that_differ_in_one_character_are_two_requests() {
    List<String> ids =
        List.of("a/b", "a\\b", "a#b", "a?b", "a%b", "a b", "A/b", "a'b", "ü", "x".repeat(2_000));

    ids.forEach(id -> assertThat(requests.putIfAbsent(seen(id, "d"))).as(id).isEmpty());
    ids.forEach(id -> assertThat(requests.putIfAbsent(seen(id, "d2"))).contains(seen(id, "d")));
  }

  @Test
  void rejections_come_newest_first() {
    requests.reject(rejected("m-2", NOON.plusSeconds(2)));
    requests.reject(rejected("m-1", NOON.plusSeconds(1)));
    requests.reject(rejected("m-3", NOON.plusSeconds(3)));

    assertThat(requests.rejected(10))
        .extracting(Rejected::messageId)
        .containsExactly("m-3", "m-2", "m-1");
    assertThat(requests.rejected(1)).containsExactly(rejected("m-3", NOON.plusSeconds(3)));
  }

  @Test
  void no_more_rejections_are_answered_than_asked_for() {
    IntStream.range(0, 12).forEach(i -> requests.reject(rejected("m" + i, NOON.plusSeconds(i))));

    assertThat(requests.rejected(11)).hasSize(11);
    assertThat(requests.rejected(50)).hasSize(12);
  }

  @Test
  void the_same_message_rejected_again_is_one_rejection() {
    requests.reject(rejected("m-1", NOON));

    requests.reject(rejected("m-1", NOON.plusSeconds(60)));

    assertThat(requests.rejected(10)).containsExactly(rejected("m-1", NOON));
  }

  @Test
  void a_rejection_keeps_what_is_known_of_the_request() {
    Rejected known =
        new Rejected("m/1", Optional.of("r 1"), "NotJson", "/a: \u0001 ü 😀", "{\"a\":", NOON);

    requests.reject(known);

    assertThat(requests.rejected(1)).containsExactly(known);
  }

  @Test
  void a_body_too_long_for_a_row_is_kept_from_its_beginning() {
    String body = "😀{\"key\": \"" + "ü😀".repeat(500_000);

    requests.reject(new Rejected("m", Optional.empty(), "TooLong", body, body, NOON));

    Rejected found = requests.rejected(1).get(0);
    assertThat(found.body()).startsWith(body.substring(0, 10_000));
    assertThat(found.detail()).startsWith(body.substring(0, 1_000));
    assertThat(found.reason()).isEqualTo("TooLong");
  }

  private static Seen seen(String id, String digest) {
    return new Seen(id, Samples.registryId("secureacr2021"), digest);
  }

  private static Rejected rejected(String messageId, Instant at) {
    return new Rejected(messageId, Optional.empty(), "NotJson", "ends too early", "{\"reg", at);
  }
}
