package dev.moat.engine;

import static dev.moat.model.StepKind.DNS_ZONE;
import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.IDENTITY_GRANT;
import static dev.moat.model.StepKind.LINK;
import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.PREFLIGHT;
import static dev.moat.model.StepKind.REGISTRY;
import static dev.moat.model.StepKind.SUBNET;
import static dev.moat.model.StepKind.VIRTUAL_NETWORK;
import static dev.moat.model.StepKind.ZONE_GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.model.Outgoing;
import dev.moat.model.SetupEvent;
import dev.moat.model.SetupId;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import dev.moat.queue.QueueException;
import dev.moat.store.SetupState;
import org.junit.jupiter.api.Test;

class OrchestratorTest {

  private final World world = World.withSetup();

  @Test
  void calls_the_preflight_first_and_nothing_else() {
    world.tell("accepted");

    assertThat(world.called()).containsExactly(PREFLIGHT);
    assertThat(world.step(PREFLIGHT).status()).isEqualTo(StepStatus.QUEUED);
    assertThat(world.step(PREFLIGHT).turn()).isEqualTo(1);
    assertThat(world.step(PREFLIGHT).startedAt()).contains(World.NOON);
  }

  @Test
  void calls_independent_steps_together() {
    world.succeeded(PREFLIGHT);

    world.tell("preflight/1");

    assertThat(world.called()).containsExactlyInAnyOrder(VIRTUAL_NETWORK, REGISTRY, DNS_ZONE);
  }

  @Test
  void a_call_can_be_told_from_every_other_call() {
    world.tell("accepted");

    Outgoing call = world.queues.sentTo("step-preflight").get(0);
    assertThat(call.messageId()).isEqualTo(World.SETUP + "/1/preflight/1");
    assertThat(call.notBefore()).isEmpty();
    assertThat(Messages.readStepMessage(call.body())).isEqualTo(world.call(PREFLIGHT));
  }

  @Test
  void a_step_waits_for_all_its_prerequisites() {
    world.succeeded(PREFLIGHT, REGISTRY, VIRTUAL_NETWORK);
    world.ended(StepStatus.PARKED, SUBNET, DNS_ZONE);

    world.tell("registry/1");

    assertThat(world.called()).containsExactly(IDENTITY_GRANT);
    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.PENDING);
    assertThat(world.step(LINK).status()).isEqualTo(StepStatus.PENDING);
  }

  @Test
  void the_same_event_again_changes_nothing() {
    world.tell("accepted");
    SetupState once = world.state();

    world.tell("accepted");

    assertThat(world.state()).isEqualTo(once);
    assertThat(world.called()).containsExactly(PREFLIGHT);
  }

  @Test
  void an_event_of_an_older_generation_changes_nothing() {
    SetupEvent old = new SetupEvent(World.SETUP, 1, "accepted");
    world.take(SampleRequest.again("secureacr-2"));
    world.queues.take();
    SetupState before = world.state();

    world.tell(old);

    assertThat(world.state()).isEqualTo(before);
    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void an_event_after_the_end_changes_nothing() {
    world.succeeded(StepKind.values());
    world.tell("lockdown/7");
    SetupState ended = world.state();

    world.tell("lockdown/6");

    assertThat(world.state()).isEqualTo(ended);
  }

  @Test
  void dependants_of_a_failed_step_wait_while_its_siblings_go_on() {
    world.succeeded(PREFLIGHT, REGISTRY, DNS_ZONE);
    world.ended(StepStatus.FAILED, VIRTUAL_NETWORK);

    world.tell("virtual-network.secureacr-vnet/1");

    assertThat(world.called()).containsExactly(IDENTITY_GRANT);
    assertThat(world.step(SUBNET).status()).isEqualTo(StepStatus.PENDING);
    assertThat(world.status()).isEqualTo(SetupStatus.RUNNING);
  }

  @Test
  void a_setup_does_not_end_while_a_step_is_under_way() {
    world.succeeded(PREFLIGHT, REGISTRY, DNS_ZONE, VIRTUAL_NETWORK, SUBNET, LINK, ENDPOINT);
    world.ended(StepStatus.FAILED, IDENTITY_GRANT);
    world.ended(StepStatus.PARKED, ZONE_GROUP);

    world.tell("identity-grant/1");

    assertThat(world.status()).isEqualTo(SetupStatus.RUNNING);
  }

  @Test
  void a_setup_succeeds_when_all_its_steps_did() {
    world.succeeded(StepKind.values());

    world.tell("lockdown/7");

    assertThat(world.status()).isEqualTo(SetupStatus.SUCCEEDED);
    assertThat(world.setup().finishedAt()).contains(World.NOON);
    assertThat(world.reasons()).containsExactly("SetupSucceeded", "SetupAccepted");
  }

  @Test
  void a_setup_fails_when_nothing_more_can_happen_and_says_because_of_what() {
    world.succeeded(PREFLIGHT, DNS_ZONE);
    world.ended(StepStatus.FAILED, VIRTUAL_NETWORK, REGISTRY);

    world.tell("registry/2");

    assertThat(world.status()).isEqualTo(SetupStatus.FAILED);
    assertThat(world.setup().finishedAt()).contains(World.NOON);
    assertThat(world.history().get(0).reason()).isEqualTo("SetupFailed");
    assertThat(world.history().get(0).text())
        .isEqualTo("Failed: virtual-network.secureacr-vnet, registry");
    assertThat(world.step(LOCKDOWN).status()).isEqualTo(StepStatus.PENDING);
  }

  @Test
  void what_a_crash_left_unsent_is_sent_first() {
    leaveACallUnsent();

    world.tell("accepted");

    assertThat(world.called()).containsExactly(PREFLIGHT);
    assertThat(world.state().unsent()).isEmpty();
  }

  @Test
  void tries_again_when_another_worker_was_ahead() {
    world.beforeEachCommit(
        () -> {
          if (world.setup().finishedAt().isEmpty() && world.called().isEmpty()) {
            world.beforeEachCommit(() -> {});
            world.succeeded(PREFLIGHT);
          }
        });

    world.tell("accepted");

    assertThat(world.called()).containsExactlyInAnyOrder(VIRTUAL_NETWORK, REGISTRY, DNS_ZONE);
  }

  @Test
  void gives_the_event_back_when_others_are_always_ahead() {
    world.beforeEachCommit(() -> world.record(PREFLIGHT, step -> step));

    assertThatThrownBy(() -> world.tell("accepted"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(World.SETUP.value())
        .hasMessageContaining("changed by others");
    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void an_event_of_an_unknown_setup_is_an_error() {
    SetupEvent event = new SetupEvent(new SetupId("nobody-0123456789"), 1, "accepted");

    assertThatThrownBy(() -> world.tell(event))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nobody-0123456789");
  }

  private void leaveACallUnsent() {
    world.queues.beforeSend(
        message -> {
          throw new QueueException("The broker is away", new RuntimeException());
        });
    assertThatThrownBy(() -> world.tell("accepted")).isInstanceOf(QueueException.class);
    assertThat(world.state().unsent()).hasSize(1);
    world.queues.beforeSend(message -> {});
  }
}
