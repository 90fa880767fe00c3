package dev.moat.contract;

import static dev.moat.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.moat.model.InvalidContinuationException;
import dev.moat.model.Page;
import dev.moat.store.Requests;
import dev.moat.store.Requests.Rejected;
import dev.moat.store.Requests.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Requests} do. Each test begins with none seen. */
public abstract class RequestsContract {

  private Requests requests;

  protected abstract Requests noRequests();

  /** Makes a rejection that is stored unreadable. */
  protected abstract void spoil(Rejected rejection);

  @BeforeEach
  void begin_with_no_requests() {
    requests = noRequests();
  }

  @Test
  void a_rejection_that_cannot_be_read_is_told_by_its_id_beside_the_others() {
    Rejected bad = rejected("m/2", NOON.plusSeconds(2));
    requests.reject(rejected("m-1", NOON.plusSeconds(1)));
    requests.reject(bad);
    requests.reject(rejected("m-3", NOON.plusSeconds(3)));
    spoil(bad);

    Page<Rejected> page = requests.rejected(2, Optional.empty());

    assertThat(page.items()).extracting(Rejected::messageId).containsExactly("m-3");
    assertThat(page.unreadable())
        .singleElement()
        .satisfies(
            unreadable -> {
              assertThat(unreadable.id()).isEqualTo(bad.id());
              assertThat(unreadable.problem()).contains("Cannot read");
            });
    assertThat(requests.rejected(2, page.continuation()).items())
        .extracting(Rejected::messageId)
        .containsExactly("m-1");
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

  @Test
  void rejections_come_page_by_page_and_what_is_added_meanwhile_is_on_no_later_one() {
    IntStream.range(0, 5).forEach(i -> requests.reject(rejected("m" + i, NOON.plusSeconds(i))));

    Page<Rejected> first = requests.rejected(2, Optional.empty());
    requests.reject(rejected("new", NOON.plusSeconds(60)));
    Page<Rejected> second = requests.rejected(2, first.continuation());
    Page<Rejected> last = requests.rejected(2, second.continuation());

    assertThat(first.items()).extracting(Rejected::messageId).containsExactly("m4", "m3");
    assertThat(second.items()).extracting(Rejected::messageId).containsExactly("m2", "m1");
    assertThat(last.items()).extracting(Rejected::messageId).containsExactly("m0");
    assertThat(last.continuation()).isEmpty();
  }

  @Test
  void a_page_that_holds_all_is_the_last() {
    requests.reject(rejected("m", NOON));

    assertThat(requests.rejected(1, Optional.empty()).continuation()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.moat.contract.SetupStoreContract#garbage")
  void what_is_no_continuation_of_rejections_is_refused(String garbage) {
    requests.reject(rejected("m", NOON));

    assertThatExceptionOfType(InvalidContinuationException.class)
        .isThrownBy(() -> requests.rejected(1, Optional.of(garbage)));
  }

  @Test
  void a_rejection_is_found_by_its_message() {
    List<String> ids = List.of("a/b", "a'b", "a\u0001b", "ü 😀", "x".repeat(1_100) + 1);
    ids.forEach(id -> requests.reject(rejected(id, NOON)));

    ids.forEach(id -> assertThat(requests.findRejected(id)).contains(rejected(id, NOON)));
    assertThat(requests.findRejected("x".repeat(1_100) + 2)).isEmpty();
    assertThat(requests.findRejected("none")).isEmpty();
  }

  @Test
  void a_rejection_can_be_found_by_its_key() {
    Rejected rejection = rejected("a/b?ü😀", NOON);

    assertThat(rejection.id()).matches("[A-Za-z0-9_-]+");
    assertThat(Rejected.messageIdOf(rejection.id())).contains("a/b?ü😀");
    assertThat(Rejected.messageIdOf("no/key")).isEmpty();
  }

  @Test
  void a_rejection_is_forgotten_once() {
    requests.reject(rejected("m/1", NOON));
    requests.reject(rejected("m/2", NOON));

    assertThat(requests.forget(rejected("m/1", NOON))).isTrue();
    assertThat(requests.forget(rejected("m/1", NOON))).isFalse();

    assertThat(requests.findRejected("m/1")).isEmpty();
    assertThat(requests.rejected(9)).extracting(Rejected::messageId).containsExactly("m/2");
  }

  @Test
  void a_message_whose_rejection_was_forgotten_can_be_rejected_again() {
    requests.reject(rejected("m", NOON));
    requests.forget(rejected("m", NOON));

    requests.reject(rejected("m", NOON.plusSeconds(60)));

    assertThat(requests.rejected(9)).containsExactly(rejected("m", NOON.plusSeconds(60)));
  }

  private static Seen seen(String id, String digest) {
    return new Seen(id, Samples.registryId("secureacr2021"), digest);
  }

  private static Rejected rejected(String messageId, Instant at) {
    return new Rejected(messageId, Optional.empty(), "NotJson", "ends too early", "{\"reg", at);
  }
}
