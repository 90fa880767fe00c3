package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.localazure.launch.LocalProcess;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.store.SetupState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A process is killed at the worst moments and started again: the setup ends as if nothing had
 * happened. In order, because the last one takes Resource Manager away.
 */
@Tag(MoatExtension.NEEDS_LOCAL_SERVICE_BUS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.fast().withShortLocks();

  /** A claim of the killed worker runs out after 45 seconds, and not before. */
  private static final Duration RECOVERY = Duration.ofSeconds(90);

  @Test
  @Order(1)
  void host_is_killed_when_azure_has_a_change_that_is_not_recorded() {
    SampleRequest request = SampleRequest.fresh("unrecorded");
    holdAnswerToEndpoint(request, 30);
    Setup setup = MOAT.post(request);
    awaitPut(request.endpoint());

    StepRecord step = killed(host(), () -> setup.step(StepKind.ENDPOINT));
    assertThat(step.attempt()).isZero();
    assertThat(step.operation()).isEmpty();
    assertThat(step.claimedUntil()).isPresent();

    setup.awaitSuccess(1, RECOVERY);
    assertEachWrittenOnce(request, MOAT.calls());
    assertThat(setup.step(StepKind.ENDPOINT).createdByMoat()).isTrue();
  }

  @Test
  @Order(2)
  void host_is_killed_when_a_change_is_recorded_and_its_message_is_not_sent() {
    SampleRequest request = SampleRequest.fresh("unsent");
    holdAnswerToEndpoint(request, 2);
    Setup setup = MOAT.post(request);
    awaitPut(request.endpoint());

    signal("STOP", MOAT.moat().azure().serviceBus());
    SetupState state;
    try {
      setup.await("an unsent call", RECOVERY, CrashIT::hasUnsentCallOfEndpoint);
    } finally {
      state = killed(host(), () -> recordedAndResumed(setup));
    }
    assertThat(state).matches(CrashIT::hasUnsentCallOfEndpoint);

    setup.awaitSuccess(1, RECOVERY);
    assertEachWrittenOnce(request, MOAT.calls());
    assertThat(setup.await("no unsent message", RECOVERY, each -> each.unsent().isEmpty()))
        .isNotNull();
  }

  @Test
  @Order(3)
  void host_is_killed_while_a_step_waits_for_azure() {
    SampleRequest request = SampleRequest.fresh("parked");
    Setup setup = MOAT.post(request);
    awaitParkedLink(setup);

    StepRecord step = killed(host(), () -> setup.step(StepKind.LINK));
    assertThat(step.status()).isEqualTo(StepStatus.PARKED);

    setup.awaitSuccess(1, RECOVERY);
    assertEachWrittenOnce(request, MOAT.calls());
  }

  @Test
  @Order(4)
  void resource_manager_is_killed_while_a_step_waits_for_it() {
    SampleRequest request = SampleRequest.fresh("outage");
    Setup setup = MOAT.post(request);
    awaitParkedLink(setup);

    Calls before = MOAT.calls();
    StepRecord step =
        killed(MOAT.moat().azure().resourceManager(), () -> setup.step(StepKind.LINK));
    assertThat(step.status()).isEqualTo(StepStatus.PARKED);

    setup.awaitSuccess(1, RECOVERY);
    assertEachWrittenOnce(request, before.and(MOAT.calls()));
  }

  private static void holdAnswerToEndpoint(SampleRequest request, int seconds) {
    MOAT.arm()
        .addFault(
            """
            {"method": "PUT", "path": "%s$", "delaySeconds": %d}
            """
                .formatted(request.endpoint(), seconds));
  }

  /** Waits until Azure has taken the change on. */
  private static void awaitPut(ResourceId resource) {
    Await.until(
        "the PUT of " + resource,
        Duration.ofSeconds(30),
        () ->
            MOAT.calls().acceptedWrites().to(resource).count() > 0
                ? Optional.of(true)
                : Optional.empty(),
        () -> MOAT.calls().writes().toString());
  }

  private static void awaitParkedLink(Setup setup) {
    setup.awaitStep(
        StepKind.LINK,
        "to wait for its operation",
        step -> step.status() == StepStatus.PARKED && step.operation().isPresent());
  }

  private static boolean hasUnsentCallOfEndpoint(SetupState state) {
    return state.unsent().stream().anyMatch(message -> message.queue().equals("step-endpoint"));
  }

  /** What is recorded while the host is dead; then Service Bus goes on. */
  private static SetupState recordedAndResumed(Setup setup) {
    signal("CONT", MOAT.moat().azure().serviceBus());
    return setup.await("any state", RECOVERY, state -> true);
  }

  /** Kills a process and starts it again; returns how things are in between. */
  private static <T> T killed(LocalProcess process, Supplier<T> meanwhile) {
    process.kill();
    try {
      return meanwhile.get();
    } finally {
      process.start();
    }
  }

  private static void assertEachWrittenOnce(SampleRequest request, Calls calls) {
    Calls puts = calls.in(request.group()).writes().where(call -> call.method().equals("PUT"));
    assertThat(puts.perResource())
        .as(puts.toString())
        .hasSize(8)
        .allSatisfy((resource, times) -> assertThat(times).as(resource).isOne());
    assertThat(calls.in(request.group()).where(call -> call.method().equals("PATCH")).count())
        .isOne();
  }

  private static LocalProcess host() {
    return MOAT.moat().azure().functions();
  }

  /** Sends a signal of POSIX to one process of this local Azure. */
  private static void signal(String name, LocalProcess process) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
      assertThat(kill.waitFor()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot send SIG" + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while sending SIG" + name, e);
    }
  }
}
