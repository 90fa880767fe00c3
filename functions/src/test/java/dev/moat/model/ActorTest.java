package dev.moat.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActorTest {

  private static final Optional<String> NONE = Optional.empty();
  private static final Actor ALICE =
      new Actor(Optional.of("alice"), Optional.of("o1"), some("cli"));

  @Test
  void the_object_id_decides_where_both_have_one() {
    assertThat(ALICE.isSameAs(new Actor(NONE, some("O1"), some("portal")))).isTrue();
    assertThat(ALICE.isSameAs(new Actor(some("alice"), some("o2"), some("cli")))).isFalse();
  }

  @Test
  void the_application_decides_where_one_has_no_object_id() {
    assertThat(ALICE.isSameAs(new Actor(NONE, NONE, some("CLI")))).isTrue();
    assertThat(ALICE.isSameAs(new Actor(some("alice"), NONE, some("portal")))).isFalse();
  }

  @Test
  void one_of_whom_nothing_is_known_is_nobody_not_even_itself() {
    assertThat(Actor.UNKNOWN.isSameAs(Actor.UNKNOWN)).isFalse();
    assertThat(Actor.UNKNOWN.isSameAs(ALICE)).isFalse();
    assertThat(ALICE.isSameAs(Actor.UNKNOWN)).isFalse();
  }

  @Test
  void is_told_with_the_ids_that_tell_two_of_one_name_apart() {
    assertThat(ALICE).hasToString("alice (object id o1, app cli)");
    assertThat(new Actor(NONE, NONE, some("a1"))).hasToString("an unnamed principal (app a1)");
    assertThat(new Actor(some("bob"), NONE, NONE)).hasToString("bob");
    assertThat(Actor.UNKNOWN).hasToString("an unknown party");
  }

  private static Optional<String> some(String text) {
    return Optional.of(text);
  }
}
