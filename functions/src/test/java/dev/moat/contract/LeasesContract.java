package dev.moat.contract;

import static dev.moat.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.ResourceId;
import dev.moat.store.Leases;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Leases} do. Each test begins with none taken. */
public abstract class LeasesContract {

  private static final ResourceId HUB = Samples.network("vnet-hub");
  private static final Instant LATER = NOON.plusSeconds(60);
  private static final Instant MUCH_LATER = NOON.plusSeconds(120);

  private Leases leases;

  protected abstract Leases noLeases();

  @BeforeEach
  void begin_with_no_leases() {
    leases = noLeases();
  }

  @Test
  void a_free_lease_is_taken() {
    assertThat(leases.acquire(HUB, "me", NOON, LATER)).isEmpty();
  }

  @Test
  void a_taken_lease_tells_until_when_it_is_taken() {
    leases.acquire(HUB, "me", NOON, LATER);

    assertThat(leases.acquire(HUB, "other", NOON.plusSeconds(59), MUCH_LATER)).contains(LATER);
    assertThat(leases.acquire(HUB, "third", NOON.plusSeconds(59), MUCH_LATER)).contains(LATER);
  }

  @Test
  void the_same_resource_in_another_spelling_is_the_same_lease() {
    leases.acquire(HUB, "me", NOON, LATER);

    ResourceId shouted = new ResourceId(HUB.value().toUpperCase(Locale.ROOT));

    assertThat(leases.acquire(shouted, "other", NOON, LATER)).contains(LATER);
    leases.release(shouted, "me");
    assertThat(leases.acquire(HUB, "other", NOON, LATER)).isEmpty();
  }

  @Test
  void leases_of_two_resources_are_apart() {
    leases.acquire(HUB, "me", NOON, LATER);

    assertThat(leases.acquire(Samples.network("vnet-spoke"), "other", NOON, LATER)).isEmpty();
  }

  @Test
  void the_holder_can_prolong() {
    leases.acquire(HUB, "me", NOON, LATER);

    assertThat(leases.acquire(HUB, "me", NOON.plusSeconds(30), MUCH_LATER)).isEmpty();

    assertThat(leases.acquire(HUB, "other", LATER, MUCH_LATER)).contains(MUCH_LATER);
  }

  @Test
  void an_expired_lease_goes_to_whoever_asks() {
    leases.acquire(HUB, "me", NOON, LATER);

    assertThat(leases.acquire(HUB, "other", LATER, MUCH_LATER)).isEmpty();

    assertThat(leases.acquire(HUB, "me", LATER, MUCH_LATER)).contains(MUCH_LATER);
  }

  @Test
  void a_released_lease_is_free() {
    leases.acquire(HUB, "me", NOON, LATER);

    leases.release(HUB, "me");

    assertThat(leases.acquire(HUB, "other", NOON, LATER)).isEmpty();
  }

  @Test
  void a_lease_is_not_released_by_another() {
    leases.acquire(HUB, "me", NOON, LATER);

    leases.release(HUB, "other");

    assertThat(leases.acquire(HUB, "third", NOON, LATER)).contains(LATER);
  }

  @Test
  void a_lost_lease_is_not_released_by_its_former_holder() {
    leases.acquire(HUB, "former", NOON, LATER);
    leases.acquire(HUB, "me", LATER, MUCH_LATER);

    leases.release(HUB, "former");

    assertThat(leases.acquire(HUB, "third", LATER, MUCH_LATER)).contains(MUCH_LATER);
  }

  @Test
  void releasing_a_free_lease_does_nothing() {
    leases.release(HUB, "me");

    assertThat(leases.acquire(HUB, "other", NOON, LATER)).isEmpty();
  }

  @Test
  void of_those_who_ask_at_once_one_gets_the_lease() throws Exception {
    List<Boolean> answers =
        Racers.atOnce(6, worker -> leases.acquire(HUB, "worker-" + worker, NOON, LATER).isEmpty());

    assertThat(answers).containsOnlyOnce(true).hasSize(6);
  }

  @Test
  void of_those_who_ask_at_once_for_an_expired_lease_one_gets_it() throws Exception {
    leases.acquire(HUB, "former", NOON, LATER);

    List<Boolean> answers =
        Racers.atOnce(
            6, worker -> leases.acquire(HUB, "worker-" + worker, LATER, MUCH_LATER).isEmpty());

    assertThat(answers).containsOnlyOnce(true).hasSize(6);
  }

  @Test
  void a_subscription_that_was_never_throttled_is_free() {
    assertThat(leases.throttledUntil("sub-1", NOON)).isEmpty();
  }

  @Test
  void a_throttled_subscription_is_left_alone_until_then() {
    leases.throttle("Sub-1", LATER);

    assertThat(leases.throttledUntil("sub-1", LATER.minusMillis(1))).contains(LATER);
    assertThat(leases.throttledUntil("sub-1", LATER)).isEmpty();
    assertThat(leases.throttledUntil("sub-2", NOON)).isEmpty();
  }

  @Test
  void a_throttle_is_prolonged_and_never_shortened() {
    leases.throttle("sub-1", LATER);
    leases.throttle("sub-1", MUCH_LATER);
    leases.throttle("sub-1", LATER);

    assertThat(leases.throttledUntil("sub-1", NOON)).contains(MUCH_LATER);
  }

  @Test
  void of_throttles_set_at_once_the_longest_stays() throws Exception {
    Racers.atOnce(
        6,
        worker -> {
          leases.throttle("sub-1", NOON.plusSeconds(worker + 1));
          return true;
        });

    assertThat(leases.throttledUntil("sub-1", NOON)).contains(NOON.plusSeconds(6));
  }
}
