package dev.moat.engine;

import static dev.moat.model.StepKind.DNS_ZONE;
import static dev.moat.model.StepKind.SUBNET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.ArmError;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A subscription whose quota is used up is left alone, by all steps of all setups. */
class ThrottlingTest {

  private static final Duration ASKED = Duration.ofSeconds(17);
  private static final String SUBSCRIPTION = SampleRequest.REGISTRY.subscription();

  private final World world = World.inWhichIsCalled(SUBNET);

  @BeforeEach
  void azure_throttles() {
    world
        .azure
        .resources()
        .refuse(
            SampleRequest.SUBNET.value(),
            new ArmError(429, "TooManyRequests", "slow down", List.of(), Optional.of(ASKED)));
    world.run(SUBNET);
  }

  @Test
  void the_step_waits_as_long_as_azure_asks_and_spends_no_attempt() {
    world.assertThatStep(SUBNET).waitsFor("throttles").hasSpentAttempts(0);
    assertThat(world.step(SUBNET).wakeAt().orElseThrow())
        .isBetween(World.NOON.plus(ASKED), World.NOON.plus(ASKED.multipliedBy(5).dividedBy(4)));
  }

  @Test
  void the_whole_subscription_is_marked() {
    assertThat(world.store.throttledUntil(SUBSCRIPTION, World.NOON))
        .contains(World.NOON.plus(ASKED));
  }

  @Test
  void another_step_makes_no_call_until_then() {
    world.pass(Duration.ofSeconds(7));
    callDnsZone();
    int calls = world.azure.calls();

    world.run(DNS_ZONE);

    world.assertThatStep(DNS_ZONE).waitsFor("throttles subscription " + SUBSCRIPTION);
    assertThat(world.azure.calls()).isEqualTo(calls);
  }

  @Test
  void those_who_wait_for_azure_do_not_all_come_back_at_once() {
    world.pass(Duration.ofSeconds(7));
    callDnsZone();

    world.run(DNS_ZONE);

    Instant allowed = World.NOON.plus(ASKED);
    assertThat(world.step(DNS_ZONE).wakeAt().orElseThrow())
        .isAfter(allowed)
        .isBefore(allowed.plus(ASKED.dividedBy(4)));
  }

  @Test
  void an_operation_is_not_asked_for_either() {
    callDnsZone();
    world.record(DNS_ZONE, step -> step.operation(Optional.of(SlowAzure.OPERATION)));

    world.run(DNS_ZONE);

    world.assertThatStep(DNS_ZONE).waitsFor("throttles");
    assertThat(world.step(DNS_ZONE).operation()).contains(SlowAzure.OPERATION);
    assertThat(world.azure.polls()).isEmpty();
  }

  @Test
  void after_that_time_steps_go_on() {
    world.pass(ASKED);
    callDnsZone();

    world.run(DNS_ZONE);

    world.assertThatStep(DNS_ZONE).isDone();
  }

  private void callDnsZone() {
    Optional<Instant> now = Optional.of(world.clock.instant());
    world.record(DNS_ZONE, step -> step.status(StepStatus.QUEUED).turn(1).startedAt(now));
  }
}
