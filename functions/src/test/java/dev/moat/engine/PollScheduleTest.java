package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.StepKind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollScheduleTest {

  private static final PollSchedule AZURE = new PollSchedule(1);

  @ParameterizedTest
  @CsvSource({
    "VIRTUAL_NETWORK, PT4S",
    "SUBNET,          PT4S",
    "DNS_ZONE,        PT30S",
    "LINK,            PT61S",
    "ENDPOINT,        PT21S",
    "ZONE_GROUP,      PT10S",
    "REGISTRY,        PT10S",
    "LOCKDOWN,        PT10S",
    "IDENTITY_GRANT,  PT10S"
  })
  void the_first_question_comes_when_half_of_such_operations_have_ended(
      StepKind kind, Duration median) {
    assertThat(AZURE.afterStart(kind, Optional.empty())).isEqualTo(median);
  }

  @ParameterizedTest
  @CsvSource({"LINK,   ,     PT15.25S", "LINK,   PT9S, PT15.25S", "SUBNET, PT9S, PT9S"})
  void the_next_questions_come_in_small_steps_but_not_before_azure_says(
      StepKind kind, Duration retryAfter, Duration wait) {
    assertThat(AZURE.afterPoll(kind, Optional.ofNullable(retryAfter))).isEqualTo(wait);
  }

  @ParameterizedTest
  @CsvSource({"PT60S, PT60S", "PT10S, PT21S"})
  void the_first_question_does_not_come_before_azure_says(Duration retryAfter, Duration wait) {
    assertThat(AZURE.afterStart(StepKind.ENDPOINT, Optional.of(retryAfter))).isEqualTo(wait);
  }

  @Test
  void a_faster_azure_is_asked_sooner_but_never_before_it_says() {
    PollSchedule local = new PollSchedule(0.1);

    assertThat(local.afterStart(StepKind.ENDPOINT, Optional.empty()))
        .isEqualTo(Duration.ofMillis(2100));
    assertThat(local.afterStart(StepKind.ENDPOINT, Optional.of(Duration.ofSeconds(10))))
        .isEqualTo(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @CsvSource({"1, PT16.25S", "0, PT1S"})
  void between_two_looks_there_is_a_second_at_least(double scale, Duration wait) {
    assertThat(new PollSchedule(scale).beforeNextLook(StepKind.LINK)).isEqualTo(wait);
  }

  @ParameterizedTest
  @CsvSource({"PT0S, PT3.5S", "PT2M, PT33.5S", "PT3H, PT63.5S"})
  void what_is_missing_for_long_is_looked_for_less_often(Duration waited, Duration wait) {
    assertThat(AZURE.beforeNextLook(StepKind.LOCKDOWN, waited)).isEqualTo(wait);
  }
}
