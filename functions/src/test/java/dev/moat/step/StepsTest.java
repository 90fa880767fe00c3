package dev.moat.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.model.StepKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepsTest {

  @ParameterizedTest
  @EnumSource(StepKind.class)
  void every_kind_has_the_step_of_that_kind(StepKind kind) {
    assertThat(World.task(kind).step().kind()).isEqualTo(kind);
  }

  @Test
  void a_kind_and_a_desire_that_do_not_belong_together_are_refused() {
    assertThatThrownBy(() -> Steps.task(StepKind.LINK, World.desired(StepKind.SUBNET)))
        .isInstanceOf(ClassCastException.class);
  }

  /** What a second run must not do: write again. */
  @ParameterizedTest
  @EnumSource(
      value = StepKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"LOCKDOWN"})
  void where_all_is_in_place_there_is_nothing_to_write(StepKind kind) {
    assertThat(World.observe(World.azure(), kind)).isInstanceOf(Observation.Matches.class);
  }
}
