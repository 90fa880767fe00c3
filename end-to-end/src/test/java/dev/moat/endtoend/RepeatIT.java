package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.endtoend.Calls.Span;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupStatus;
import dev.moat.store.Requests.Rejected;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that come again, and requests that meet. */
class RepeatIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.fast();

  private static final String ONE_MORE_ROLE =
      """
      {"role": "AcrPull", "principalId": "00000000-0000-0000-0000-0000000000a2"}
      """;

  private static final SampleRequest AGAIN = SampleRequest.fresh("again");
  private static final SampleRequest WISH = SampleRequest.fresh("wish");
  private static final SampleRequest NEWER = SampleRequest.fresh("newer");
  private static final SampleRequest REUSED = SampleRequest.fresh("reused");

  /** All at once, so that it takes no longer than one. */
  @BeforeAll
  static void sets_up_what_is_repeated() {
    List<Setup> setups = Stream.of(AGAIN, WISH, NEWER, REUSED).map(MOAT::post).toList();
    setups.forEach(setup -> setup.awaitSuccess(1));
  }

  @Test
  void same_request_again_does_nothing_at_all() {
    Setup setup = MOAT.setup(AGAIN);
    int calls = MOAT.calls().count();
    int history = setup.history().size();

    MOAT.post(AGAIN.text(), "the same under another message id");
    MOAT.awaitAllTaken();

    assertThat(setup.record().generation()).isEqualTo(1);
    assertThat(setup.record().status()).isEqualTo(SetupStatus.SUCCEEDED);
    assertThat(setup.history()).hasSize(history);
    assertThat(MOAT.calls().count()).isEqualTo(calls);
    assertThat(rejectionsOf(AGAIN)).isEmpty();
  }

  @Test
  void same_wish_in_a_new_request_is_a_new_generation_that_writes_nothing() {
    Calls before = MOAT.calls();

    Setup setup = MOAT.post(WISH.requestId("wish-2")).awaitSuccess(2);

    Calls after = MOAT.calls();
    System.out.printf("Repeat: %d calls%n", after.count() - before.count());
    assertThat(after.writes().count()).isEqualTo(before.writes().count());
    assertThat(setup.steps()).allMatch(step -> step.attempt() == 0);
    assertThat(setup.history())
        .filteredOn(entry -> entry.generation() == 2)
        .extracting(entry -> entry.reason())
        .doesNotContain("RegistryCreated")
        .contains("RegistryFound", "LockdownFound", "SetupSucceeded");
  }

  @Test
  void newer_request_with_one_more_role_writes_that_role_only() {
    Calls before = MOAT.calls().writes();

    MOAT.post(NEWER.requestId("newer-2").with("/roleAssignments/-", ONE_MORE_ROLE)).awaitSuccess(2);

    List<String> written =
        MOAT.calls().writes().all().stream().skip(before.count()).map(call -> call.path()).toList();
    assertThat(written)
        .singleElement()
        .asString()
        .startsWith(NEWER.registry() + "/providers/Microsoft.Authorization/roleAssignments/");
  }

  @Test
  void same_request_id_with_other_content_is_rejected() {
    Setup setup = MOAT.setup(REUSED);
    int calls = MOAT.calls().count();

    MOAT.post(REUSED.with("/roleAssignments/-", ONE_MORE_ROLE).text(), "reused");
    MOAT.awaitAllTaken();

    assertThat(rejectionsOf(REUSED))
        .singleElement()
        .satisfies(
            rejected -> {
              assertThat(rejected.reason()).isEqualTo("RequestIdReused");
              assertThat(rejected.detail()).startsWith("/requestId: 'reused-1' was used before");
            });
    assertThat(setup.record().generation()).isEqualTo(1);
    assertThat(MOAT.calls().count()).isEqualTo(calls);
  }

  @Test
  void two_setups_share_a_network_and_write_what_they_share_once() {
    SampleRequest one = SampleRequest.fresh("shared");
    SampleRequest other =
        one.requestId("shared-other")
            .registry("acrsharedother")
            .replace("secureacr-pe", "other-pe")
            .replace("private-endpoint-subnet", "other-subnet")
            .replace("10.0.1.0/24", "10.0.2.0/24");

    CompletableFuture<Setup> first = CompletableFuture.supplyAsync(() -> MOAT.post(one));
    CompletableFuture<Setup> second = CompletableFuture.supplyAsync(() -> MOAT.post(other));
    first.join().awaitSuccess(1);
    second.join().awaitSuccess(1);

    Calls calls = MOAT.calls();
    for (ResourceId shared : List.of(one.network(), one.zone(), one.link())) {
      assertThat(calls.writes().to(shared).count()).as(shared.value()).isEqualTo(1);
    }
    List<Span> subnets = calls.putsOf(one.subnet(), other.subnet());
    assertThat(subnets).hasSize(2);
    assertThat(subnets.get(0).overlaps(subnets.get(1))).as(subnets.toString()).isFalse();
    assertThat(calls.in(one.group()).acceptedWrites().where(call -> call.method().equals("PUT")))
        .satisfies(
            puts -> assertThat(puts.perResource()).allSatisfy((id, n) -> assertThat(n).isOne()));
  }

  private static List<Rejected> rejectionsOf(SampleRequest request) {
    return MOAT.moat().state().rejected(100).stream()
        .filter(rejected -> rejected.requestId().equals(Optional.of(request.requestId())))
        .toList();
  }
}
