package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.Intent;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonsTest {

  @ParameterizedTest
  @CsvSource({
    "SUBNET,         CREATE, 1, SubnetCreated",
    "SUBNET,         UPDATE, 2, SubnetUpdated",
    "SUBNET,         NONE,   0, SubnetFound",
    "SUBNET,         CREATE, 0, SubnetFound",
    "IDENTITY_GRANT, CREATE, 1, IdentityGrantCreated",
    "DNS_ZONE,       CREATE, 1, DnsZoneCreated"
  })
  void a_step_that_is_done_says_what_it_did(
      StepKind kind, Intent intent, int attempts, String reason) {
    assertThat(Reasons.done(record(kind, intent, attempts))).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "SUBNET,          CREATE, CannotCreateSubnet",
    "LOCKDOWN,        UPDATE, CannotUpdateLockdown",
    "VIRTUAL_NETWORK, NONE,   CannotUseVirtualNetwork"
  })
  void a_step_that_failed_says_what_it_could_not_do(StepKind kind, Intent intent, String reason) {
    assertThat(Reasons.failed(record(kind, intent, 0))).isEqualTo(reason);
  }

  @Test
  void a_step_that_goes_on_says_so() {
    StepRecord record = record(StepKind.ZONE_GROUP, Intent.CREATE, 1);

    assertThat(Reasons.waiting(record)).isEqualTo("ZoneGroupWaiting");
    assertThat(Reasons.calledAgain(record)).isEqualTo("ZoneGroupCalledAgain");
  }

  private static StepRecord record(StepKind kind, Intent intent, int attempts) {
    return StepRecord.pending(StepName.of(kind), 1)
        .change()
        .intent(intent)
        .attempt(attempts)
        .record();
  }
}
