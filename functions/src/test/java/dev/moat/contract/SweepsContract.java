package dev.moat.contract;

import static dev.moat.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import dev.moat.store.Sweeps;
import dev.moat.store.Sweeps.Sweep;
import dev.moat.store.UnreadableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Sweeps} do. Each test begins with none planned. */
public abstract class SweepsContract {

  private Sweeps sweeps;

  protected abstract Sweeps nothingPlanned();

  /** Makes a sweep that is planned unreadable. */
  protected abstract void spoil(Sweep planned);

  @BeforeEach
  void begin_with_nothing_planned() {
    sweeps = nothingPlanned();
  }

  @Test
  void nothing_is_due_when_nothing_was_planned() {
    assertThat(sweeps.due(Instant.parse("2200-01-01T00:00:00Z"))).isEmpty();
  }

  @Test
  void a_sweep_comes_back_as_it_was_planned() {
    Sweep planned = new Sweep(Samples.setupId("a"), "Sub-1", 17, NOON.plusNanos(123_456_789));

    sweeps.plan(planned);

    assertThat(sweeps.due(NOON.plusSeconds(1))).containsExactly(planned);
  }

  @Test
  void a_sweep_is_due_from_its_time_on() {
    Sweep planned = sweep("a", NOON);
    sweeps.plan(planned);

    assertThat(sweeps.due(NOON.minusNanos(1))).isEmpty();
    assertThat(sweeps.due(NOON)).containsExactly(planned);
    assertThat(sweeps.due(NOON.plusSeconds(86_400))).containsExactly(planned);
  }

  @Test
  void a_time_is_heeded_to_the_nanosecond() {
    Sweep planned = sweep("a", NOON.plusNanos(700));
    sweeps.plan(planned);

    assertThat(sweeps.due(NOON.plusNanos(699))).isEmpty();
    assertThat(sweeps.due(NOON.plusNanos(700))).containsExactly(planned);
  }

  @Test
  void the_longest_overdue_comes_first_and_what_is_not_due_does_not_come() {
    Sweep latest = sweep("a", NOON);
    Sweep first = sweep("z", NOON.minusSeconds(60));
    Sweep second = sweep("b", NOON.minusSeconds(30));
    Sweep sameTimeAsSecond = sweep("c", NOON.minusSeconds(30));
    sweeps.plan(latest);
    sweeps.plan(sameTimeAsSecond);
    sweeps.plan(second);
    sweeps.plan(first);
    sweeps.plan(sweep("m", NOON.plusSeconds(1)));

    assertThat(sweeps.due(NOON)).containsExactly(first, second, sameTimeAsSecond, latest);
  }

  @Test
  void a_planned_sweep_takes_the_place_of_the_one_before() {
    sweeps.plan(sweep("a", NOON));
    Sweep next = new Sweep(Samples.setupId("a"), "other", 3, NOON.plusSeconds(60));

    sweeps.plan(next);

    assertThat(sweeps.due(NOON)).isEmpty();
    assertThat(sweeps.due(NOON.plusSeconds(60))).containsExactly(next);
  }

  @Test
  void a_sweep_that_was_told_stays_until_the_next_is_planned() {
    Sweep planned = sweep("a", NOON);
    sweeps.plan(planned);

    assertThat(sweeps.due(NOON)).containsExactly(planned);
    assertThat(sweeps.due(NOON)).containsExactly(planned);
  }

  @Test
  void a_sweep_that_cannot_be_read_is_told_when_it_is_due_and_hides_no_other() {
    Sweep bad = sweep("a", NOON);
    Sweep good = sweep("b", NOON);
    sweeps.plan(bad);
    sweeps.plan(good);
    spoil(bad);
    List<UnreadableException> unreadable = new ArrayList<>();

    assertThat(sweeps.due(NOON.minusSeconds(1), unreadable::add)).isEmpty();
    assertThat(unreadable).isEmpty();
    assertThat(sweeps.due(NOON, unreadable::add)).containsExactly(good);
    assertThat(unreadable)
        .singleElement(as(THROWABLE))
        .hasMessageContaining("Cannot read")
        .hasMessageContaining(bad.setup().value());
    assertThatExceptionOfType(UnreadableException.class).isThrownBy(() -> sweeps.due(NOON));
  }

  private static Sweep sweep(String registry, Instant due) {
    return new Sweep(Samples.setupId(registry), "subscription", 12, due);
  }
}
