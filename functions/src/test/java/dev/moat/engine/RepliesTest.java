package dev.moat.engine;

import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.REGISTRY;
import static dev.moat.model.StepKind.SUBNET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.models.CloudEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.model.Actor;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.Operator;
import dev.moat.model.Outgoing;
import dev.moat.model.ResourceChange;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepStatus;
import dev.moat.request.GuardRails;
import dev.moat.step.Approvals;
import dev.moat.store.SetupState;
import dev.moat.store.WriteHook;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers are told, as the page about the contract shows it. */
class RepliesTest {

  private static final Operator BOB = new Operator("bob@contoso.com", Optional.empty());
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final Actor ALICE =
      new Actor(
          Optional.of("alice@contoso.com"),
          Optional.of("0a11ce00-0000-4000-8000-000000000001"),
          Optional.of("04b07795-8ddb-461a-bbee-02f9e1bf7b46"));

  private static final String CONNECTION =
      SampleRequest.REGISTRY.child("privateEndpointConnections", "secureacr-pe.1b2c3d").value();

  private final World world = World.withReplies();

  /** Whatever a test had told, everybody's reader of CloudEvents can read. */
  @AfterEach
  void every_reply_is_a_cloud_event() {
    for (Outgoing reply : world.replies()) {
      CloudEvent event = CloudEvent.fromString(reply.body()).get(0);
      JsonNode json = ReplyExamples.json(reply.body());
      assertThat(json.path("specversion").asText()).isEqualTo("1.0");
      assertThat(event.getId()).isEqualTo(reply.messageId()).hasSizeLessThanOrEqualTo(128);
      assertThat(URI.create(event.getSource())).hasPath("/setups/" + World.SETUP);
      assertThat(event.getType()).startsWith("dev.moat.setup.");
      assertThat(event.getSubject()).isEqualTo(SampleRequest.REGISTRY.value());
      assertThat(event.getTime()).isNotNull();
      assertThat(event.getDataContentType()).isEqualTo("application/json");
      assertThat(event.getExtensionAttributes()).isNullOrEmpty();
      assertThat(reply.contentType()).contains("application/cloudevents+json");
      assertThat(reply.correlationId()).contains("order-4711");
      assertThat(reply.notBefore()).isEmpty();
    }
    assertThat(world.replies()).extracting(Outgoing::messageId).doesNotHaveDuplicates();
  }

  @Test
  void nobody_is_told_of_a_request_that_names_no_queue() {
    World silent = World.withSetup();
    silent.keepAll();
    ask(silent, new Verb.Restore(Optional.empty()));

    assertThat(silent.queues.sent()).noneMatch(ReplyOutbox::isReply);
    assertThat(silent.setup().told()).isEmpty();
  }

  @Test
  void an_accepted_request_is_told() {
    assertToldAsOnThePage("accepted");
  }

  @Test
  void the_same_request_again_is_told_once() {
    world.take(SampleRequest.REPLYING, "message-2");

    assertThat(types()).containsExactly("accepted");
  }

  @Test
  void each_generation_is_told_of_to_the_queue_of_its_own_request() {
    world.keepAll();
    world.take(SampleRequest.REPLYING.replace("secureacr-1", "secureacr-2"));
    world.keepAll();
    world.take(SampleRequest.again("secureacr-3"));
    world.keepAll();

    assertThat(world.replies())
        .extracting(Outgoing::messageId)
        .map(id -> id.substring((World.SETUP + "/").length()).replaceFirst("/[0-9]+$", ""))
        .containsExactly("1/accepted", "1/succeeded", "2/accepted", "2/succeeded");
  }

  @Test
  void what_is_told_is_committed_with_what_it_tells_of() {
    world.queues.take();
    allAreDone();
    List<Set<String>> afterCommit = new ArrayList<>();
    world.store.around(
        new WriteHook() {
          @Override
          public void after(Write write) {
            if (write == Write.COMMIT) {
              afterCommit.add(Set.of(world.status().name(), unsentTypes()));
              World.crash();
            }
          }
        });
    assertThatThrownBy(() -> world.tell("end")).hasMessage("crash");
    world.store.around(new WriteHook() {});

    assertThat(afterCommit).containsExactly(Set.of("SUCCEEDED", "[succeeded]"));
    world.tell("end");
    world.pass(MINUTE);
    world.outbox.sendAllLeftovers();
    assertThat(types()).containsExactly("succeeded");
  }

  @Test
  void a_success_is_told() {
    world.pass(MINUTE);
    world.keepAll();

    assertToldAsOnThePage("succeeded");
  }

  @Test
  void a_failure_is_told_with_what_to_do() {
    world.pass(MINUTE);
    failed();

    world.tell("end");

    assertToldAsOnThePage("failed");
  }

  @Test
  void a_failure_that_comes_again_after_a_replay_is_told_again() {
    failed();
    world.tell("end");
    world.pass(MINUTE);
    ask(world, new Verb.Replay(Set.of()));
    failed();
    world.tell("end again");

    assertThat(types()).containsExactly("accepted", "failed", "failed");
  }

  @Test
  void a_connection_that_waits_for_its_approval_is_told() {
    world.pass(MINUTE);
    waitsForApproval(StepStatus.QUEUED, CONNECTION);

    assertToldAsOnThePage("waiting-for-approval");
  }

  @Test
  void a_connection_that_goes_on_waiting_is_not_told_again() {
    waitsForApproval(StepStatus.QUEUED, CONNECTION);
    waitsForApproval(StepStatus.AWAITING_APPROVAL, CONNECTION);

    assertThat(types()).containsExactly("accepted", "waiting-for-approval");
  }

  @Test
  void the_same_wait_has_the_same_id_and_another_one_has_another() {
    waitsForApproval(StepStatus.QUEUED, CONNECTION);
    waitsForApproval(StepStatus.PARKED, CONNECTION);
    waitsForApproval(StepStatus.PARKED, CONNECTION + "9");
    List<String> ids =
        world.queues.take().stream().filter(ReplyOutbox::isReply).map(Outgoing::messageId).toList();

    assertThat(ids).hasSize(4);
    assertThat(ids.get(1)).isEqualTo(ids.get(2)).isNotEqualTo(ids.get(3));
  }

  @Test
  void drift_that_stays_is_told_with_who_caused_it() {
    keptSinceAnHour();
    drifted(Optional.of(opened()));

    world.tell("end");

    assertToldAsOnThePage("drifted");
  }

  @Test
  void drift_that_is_still_there_at_the_next_check_is_not_told_again() {
    keptSinceAnHour();
    drifted(Optional.of(opened()));
    world.tell("end");
    world.pass(MINUTE);
    drifted(Optional.of(opened()));
    world.tell("end again");

    assertThat(types()).containsExactly("accepted", "succeeded", "drifted");
  }

  @Test
  void drift_of_which_it_became_known_who_caused_it_is_told_again() {
    keptSinceAnHour();
    drifted(Optional.empty());
    world.tell("end");
    world.pass(MINUTE);
    drifted(Optional.of(opened()));
    world.tell("end again");

    assertThat(types()).containsExactly("accepted", "succeeded", "drifted", "drifted");
  }

  @Test
  void what_somebody_put_back_is_told_as_succeeded() {
    keptSinceAnHour();
    drifted(Optional.of(opened()));
    world.tell("end");
    world.pass(MINUTE);
    world.checking();
    world.kept(LOCKDOWN);
    world.tell("end again");

    assertThat(world.reasons()).startsWith("SetupChecked", "SetupDrifted");
    assertThat(types()).containsExactly("accepted", "succeeded", "drifted", "succeeded");
  }

  @Test
  void a_repair_is_told_as_succeeded_again() {
    keptSinceAnHour();
    world.checking();
    world.record(LOCKDOWN, step -> step.attempt(1).startedAt(Optional.of(world.clock.instant())));
    world.tell("end");

    assertThat(world.reasons()).startsWith("SetupRepaired");
    assertThat(types()).containsExactly("accepted", "succeeded", "succeeded");
  }

  @Test
  void a_check_that_found_nothing_tells_nothing() {
    keptSinceAnHour();
    world.checking();
    world.tell("end");

    assertThat(world.reasons()).startsWith("SetupChecked");
    assertThat(types()).containsExactly("accepted", "succeeded");
  }

  @Test
  void a_cancelled_setup_is_told() {
    world.pass(MINUTE);
    ask(world, new Verb.Cancel());

    assertToldAsOnThePage("cancelled");
  }

  @Test
  void a_cancelled_check_that_goes_on_and_finds_nothing_is_told() {
    keptSinceAnHour();
    world.checking();
    ask(world, new Verb.Cancel());
    world.pass(MINUTE);
    ask(world, new Verb.Replay(Set.of()));
    world.tell("end");

    assertThat(types()).containsExactly("accepted", "succeeded", "cancelled", "succeeded");
  }

  @Test
  void a_restored_registry_is_told_with_until_when() {
    keptSinceAnHour();
    restoredFor(Duration.ofHours(2));

    assertToldAsOnThePage("restored");
  }

  @Test
  void a_restore_for_longer_is_told_again() {
    keptSinceAnHour();
    restoredFor(Duration.ofHours(2));
    world.pass(MINUTE);
    ask(world, new Verb.Restore(Optional.of(Duration.ofHours(5))));

    assertThat(types()).containsExactly("accepted", "succeeded", "restored", "restored");
    assertThat(world.replies().get(3).body()).contains("\"until\":\"2026-11-21T18:01:00Z\"");
  }

  @Test
  void a_restored_registry_that_is_private_again_is_told_as_succeeded() {
    keptSinceAnHour();
    restoredFor(Duration.ofHours(2));
    world.pass(MINUTE);
    ask(world, new Verb.Replay(Set.of()));
    world.keepAll();

    assertThat(types()).containsExactly("accepted", "succeeded", "restored", "succeeded");
  }

  @Test
  void a_teardown_is_told_with_what_it_left() {
    world.keepAll();
    world.record(REGISTRY, step -> step.createdByMoat(true));
    world.record(SUBNET, step -> step.createdByMoat(true));
    world.pass(Duration.ofHours(1));
    ask(world, new Verb.Teardown(true, TeardownPlan.of(world.state(), true).id()));
    Progress.of(world.state()).records().forEach(step -> undone(step.name()));
    world.ended(StepStatus.LEFT, SUBNET);
    world.tell("end");

    assertToldAsOnThePage("torn-down");
  }

  private void undone(StepName step) {
    boolean restored = step.kind() == LOCKDOWN;
    world.ended(restored ? StepStatus.RESTORED : StepStatus.REMOVED, step.kind());
  }

  private void restoredFor(Duration time) {
    ask(world, new Verb.Restore(Optional.of(time)));
    world.ended(StepStatus.RESTORED, LOCKDOWN);
    world.tell("end");
  }

  private void keptSinceAnHour() {
    world.keepAll();
    world.pass(Duration.ofHours(1));
  }

  private void allAreDone() {
    for (StepKind kind : StepKind.values()) {
      world.kept(kind);
    }
  }

  private void failed() {
    world.succeeded(StepKind.PREFLIGHT, REGISTRY, StepKind.VIRTUAL_NETWORK);
    world.succeeded(StepKind.DNS_ZONE, StepKind.LINK, StepKind.IDENTITY_GRANT);
    StepError error =
        new StepError(
            "SubnetPrefixDiffers",
            "The subnet "
                + SampleRequest.SUBNET
                + " exists with the range 10.0.2.0/24, not 10.0.1.0/24.",
            "Ask for the range it has, or for a subnet of another name.");
    world.record(
        SUBNET,
        step -> step.ended(StepStatus.FAILED, world.clock.instant()).error(Optional.of(error)));
  }

  /** A check found the registry open, and the request says to leave that. */
  private void drifted(Optional<ResourceChange> cause) {
    world.checking();
    Instant now = world.clock.instant();
    Difference open = new Difference("publicNetworkAccess", "Disabled", "Enabled");
    Drift drift = new Drift(now, List.of(open), cause, Drift.Response.REPORTED);
    world.record(
        LOCKDOWN,
        step ->
            step.startedAt(Optional.of(now)).drifts(List.of(drift)).ended(StepStatus.DRIFTED, now));
  }

  private static ResourceChange opened() {
    return new ResourceChange(
        SampleRequest.REGISTRY,
        "Microsoft.ContainerRegistry/registries/write",
        ALICE,
        "3cfdf5d3-9460-45a6-bafc-23fe625b26dd",
        Instant.parse("2026-11-21T12:59:58Z"));
  }

  /** A turn of the endpoint's step has found that its connection waits. */
  private void waitsForApproval(StepStatus before, String connection) {
    world.record(ENDPOINT, step -> step.status(before).startedAt(Optional.of(World.NOON)));
    SetupState state = world.state();
    StepTurn turn = new StepTurn(ports(), state, state.steps().get(World.name(ENDPOINT)), false);
    Outcome.Later later =
        new Outcome.Later(
            turn.stored().value().change().outputs(Map.of(Approvals.WAITING, connection)),
            MINUTE,
            "The connection of %s to %s is Pending; its approval is waited for"
                .formatted(SampleRequest.ENDPOINT, SampleRequest.REGISTRY),
            Optional.empty(),
            StepStatus.AWAITING_APPROVAL);
    Deadlines deadlines = new Deadlines(World.SETTINGS, world.clock);
    assertThat(new TurnRecorder(world.outbox, deadlines, world.clock).record(turn, later)).isTrue();
  }

  private StepTurn.Ports ports() {
    Random random = new Random(1);
    return new StepTurn.Ports(
        new Claiming(world.store, world.clock, random),
        world.store,
        world.azure,
        new GuardRails(List.of(), Set.of()),
        World.SETTINGS.schedule(),
        new Refusals(world.store, world.clock, random),
        new DriftResponse(World.SETTINGS.drift(), world.clock),
        world.clock);
  }

  private static void ask(World world, Verb verb) {
    Operators operators = new Operators(world.store, world.outbox, world.clock);
    assertThat(operators.ask(World.SETUP, verb, BOB, Optional.empty()))
        .isInstanceOf(Answer.Granted.class);
  }

  private void assertToldAsOnThePage(String type) {
    Outgoing last = world.replies().get(world.replies().size() - 1);
    assertThat(ReplyExamples.json(last.body()).toPrettyString())
        .isEqualTo(ReplyExamples.onThePage(type).toPrettyString());
  }

  private List<String> types() {
    return types(world.replies());
  }

  private String unsentTypes() {
    return types(world.state().unsent().stream().filter(ReplyOutbox::isReply).toList()).toString();
  }

  private static List<String> types(List<Outgoing> replies) {
    return replies.stream()
        .map(reply -> ReplyExamples.json(reply.body()).path("type").asText())
        .map(type -> type.replace("dev.moat.setup.", ""))
        .toList();
  }
}
