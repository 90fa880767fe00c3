package dev.moat.localazure.host.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.localazure.host.app.InvalidFunctionAppException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimerScheduleTest {

  private static final Instant SATURDAY = Instant.parse("2026-11-21T07:00:30Z");

  @Test
  void six_fields_begin_with_seconds() {
    assertThat(next("0 */5 * * * *")).isEqualTo("2026-11-21T07:05:00Z");
    assertThat(next("*/20 * * * * *")).isEqualTo("2026-11-21T07:00:40Z");
    assertThat(next("0 30 9 * Jan Mon")).isEqualTo("2027-01-04T09:30:00Z");
  }

  @Test
  void five_fields_are_at_the_full_minute() {
    assertThat(next("*/5 * * * *")).isEqualTo("2026-11-21T07:05:00Z");
  }

  @Test
  void sunday_is_day_zero() {
    assertThat(next("0 0 0 * * 0")).isEqualTo("2026-11-22T00:00:00Z");
  }

  @Test
  void both_day_fields_must_match() {
    assertThat(next("0 0 0 13 * 5")).isEqualTo("2027-08-13T00:00:00Z");
  }

  @Test
  void time_span_is_an_interval() {
    assertThat(next("00:00:10")).isEqualTo("2026-11-21T07:00:40Z");
    assertThat(next("1.00:00:00")).isEqualTo("2026-11-22T07:00:30Z");
  }

  @Test
  void anything_else_is_refused_with_the_functions_name() {
    for (String wrong : new String[] {"soon", "24:00:00", "00:00:00", "0 61 * * * *", "* * *"}) {
      assertThatThrownBy(() -> TimerSchedule.parse(wrong, "Function 'Tick'"))
          .isInstanceOf(InvalidFunctionAppException.class)
          .hasMessageContainingAll("Function 'Tick'", wrong);
    }
  }

  private static Instant next(String schedule) {
    return TimerSchedule.parse(schedule, "Function 'Tick'").next(SATURDAY);
  }
}
