package dev.moat.engine;

import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.SUBNET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import dev.moat.model.Operator;
import dev.moat.model.Page;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.store.Change;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplaysTest {

  private static final Operator ALICE = new Operator("Alice", Optional.empty());

  private final World world = new World();
  private final Replays replays =
      new Replays(world.store, new Operators(world.store, world.outbox, world.clock));

  @Test
  void all_failed_steps_of_the_kind_are_replayed_and_no_other() {
    SetupId a = setupWith("a", SUBNET, StepStatus.FAILED, SetupStatus.FAILED);
    SetupId b = setupWith("b", SUBNET, StepStatus.DRIFTED, SetupStatus.DRIFTED);
    SetupId c = setupWith("c", SUBNET, StepStatus.CONTESTED, SetupStatus.DRIFTED);
    SetupId endpoint = setupWith("d", ENDPOINT, StepStatus.FAILED, SetupStatus.FAILED);
    SetupId well = setupWith("e", SUBNET, StepStatus.SUCCEEDED, SetupStatus.SUCCEEDED);

    Page<Replays.Result> page = replays.ofKind(SUBNET, ALICE, Optional.empty());

    assertThat(page.items()).extracting(Replays.Result::setup).containsExactlyInAnyOrder(a, b, c);
    assertThat(page.items())
        .allSatisfy(
            result -> {
              assertThat(result.answer()).isInstanceOf(Answer.Granted.class);
              assertThat(result.steps()).containsExactly(World.name(SUBNET));
              assertThat(status(result.setup(), SUBNET)).isEqualTo(StepStatus.PENDING);
            });
    assertThat(page.continuation()).isEmpty();
    assertThat(status(endpoint, ENDPOINT)).isEqualTo(StepStatus.FAILED);
    assertThat(status(well, SUBNET)).isEqualTo(StepStatus.SUCCEEDED);
  }

  @Test
  void a_setup_that_cannot_be_read_is_told_and_holds_up_no_other() {
    SetupId a = setupWith("a", SUBNET, StepStatus.FAILED, SetupStatus.FAILED);
    SetupId b = setupWith("b", SUBNET, StepStatus.FAILED, SetupStatus.FAILED);
    world.store.spoil(world.store.load(a).orElseThrow().setup().value());

    Page<Replays.Result> page = replays.ofKind(SUBNET, ALICE, Optional.empty());

    assertThat(page.items()).extracting(Replays.Result::setup).containsExactlyInAnyOrder(a, b);
    assertThat(page.items())
        .filteredOn(result -> result.setup().equals(a))
        .extracting(Replays.Result::answer)
        .asInstanceOf(list(Answer.Refused.class))
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.code()).isEqualTo("SetupUnreadable");
              assertThat(refused.message()).contains("Cannot read");
            });
    assertThat(status(b, SUBNET)).isEqualTo(StepStatus.PENDING);
  }

  @Test
  void who_asked_is_in_each_history() {
    SetupId a = setupWith("a", SUBNET, StepStatus.FAILED, SetupStatus.FAILED);

    replays.ofKind(SUBNET, ALICE, Optional.empty());

    assertThat(world.store.history(a, 1).get(0).text())
        .isEqualTo("Alice (by function key) replayed " + World.name(SUBNET));
  }

  @Test
  void asked_again_there_is_nothing_left_to_do() {
    setupWith("a", SUBNET, StepStatus.FAILED, SetupStatus.FAILED);
    replays.ofKind(SUBNET, ALICE, Optional.empty());

    assertThat(replays.ofKind(SUBNET, ALICE, Optional.empty()))
        .isEqualTo(new Page<>(List.of(), Optional.empty()));
  }

  @Test
  void what_an_operator_has_stopped_stays_stopped_and_is_told() {
    SetupId stopped = setupWith("a", SUBNET, StepStatus.FAILED, SetupStatus.CANCELLED);
    SetupId restored = setupWith("b", SUBNET, StepStatus.FAILED, SetupStatus.RESTORED);
    SetupState before = world.store.load(stopped).orElseThrow();

    Page<Replays.Result> page = replays.ofKind(SUBNET, ALICE, Optional.empty());

    assertThat(page.items())
        .extracting(Replays.Result::setup)
        .containsExactlyInAnyOrder(stopped, restored);
    assertThat(page.items())
        .extracting(result -> ((Answer.Refused) result.answer()).code())
        .containsOnly("SetupIsStopped");
    assertThat(world.store.load(stopped)).contains(before);
  }

  @Test
  void a_step_that_is_no_longer_planned_is_passed_over() {
    SetupId setup = setupWith("a", SUBNET, StepStatus.SUCCEEDED, SetupStatus.SUCCEEDED);
    world.store.commit(
        Change.of(setup)
            .insert(
                StepRecord.pending(StepName.of(SUBNET, "old.old"), 1)
                    .change()
                    .status(StepStatus.FAILED)
                    .record()));

    assertThat(replays.ofKind(SUBNET, ALICE, Optional.empty()).items()).isEmpty();
  }

  @Test
  void a_call_replays_so_many_and_the_next_goes_on() {
    List<SetupId> all = new ArrayList<>();
    IntStream.range(0, Replays.LIMIT + 3)
        .forEach(
            i ->
                all.add(
                    setupWith(
                        "acr%03d".formatted(i), SUBNET, StepStatus.FAILED, SetupStatus.FAILED)));

    Page<Replays.Result> first = replays.ofKind(SUBNET, ALICE, Optional.empty());
    assertThat(first.items()).hasSize(Replays.LIMIT);
    assertThat(first.continuation()).isPresent();
    Page<Replays.Result> second = replays.ofKind(SUBNET, ALICE, first.continuation());

    assertThat(second.items()).hasSize(3);
    assertThat(second.continuation()).isEmpty();
    assertThat(all).allMatch(setup -> status(setup, SUBNET) == StepStatus.PENDING);
  }

  @Test
  void refusals_do_not_keep_the_others_waiting_when_asked_without_a_continuation() {
    IntStream.range(0, Replays.LIMIT + 3)
        .forEach(
            i ->
                setupWith(
                    "acr%03d".formatted(i), SUBNET, StepStatus.FAILED, SetupStatus.CANCELLED));
    SetupId last = setupWith("last", SUBNET, StepStatus.FAILED, SetupStatus.FAILED);

    replays.ofKind(SUBNET, ALICE, Optional.empty());

    assertThat(status(last, SUBNET)).isEqualTo(StepStatus.PENDING);
  }

  private StepStatus status(SetupId setup, StepKind kind) {
    return world.store.load(setup).orElseThrow().steps().get(World.name(kind)).value().status();
  }

  /** A setup of the sample's plan for another registry, with one step as wanted. */
  private SetupId setupWith(
      String registry, StepKind kind, StepStatus status, SetupStatus setupStatus) {
    world.take(
        SampleRequest.again("request-" + registry).replace("secureacr2021", registry + "registry"),
        "message-" + registry);
    SetupId id =
        world.store.setups().stream()
            .filter(setup -> setup.registryName().equals(registry + "registry"))
            .findFirst()
            .orElseThrow();
    SetupState state = world.store.load(id).orElseThrow();
    Versioned<SetupRecord> setup = state.setup();
    Versioned<StepRecord> step = state.steps().get(World.name(kind));
    assertThat(
            world.store.commit(
                Change.of(id)
                    .replace(setup, setup.value().ended(setupStatus, World.NOON))
                    .replaceStep(step, step.value().change().status(status).record())))
        .isTrue();
    return id;
  }
}
