package dev.moat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.moat.cli.outcome.Failure;
import dev.moat.cli.screen.Captured;
import dev.moat.cli.screen.Progress;
import dev.moat.model.Drift;
import dev.moat.model.SetupId;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepError;
import dev.moat.model.StepStatus;
import dev.moat.store.Requests.Rejected;
import dev.moat.store.SetupState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetupWatchTest {

  private final World world = new World();
  private final TickingClock clock = new TickingClock();
  private final Captured captured = new Captured();
  private final SetupWatch watch =
      new SetupWatch(world, clock, clock::pause, Duration.ofSeconds(80));

  @Test
  void it_waits_until_the_generation_has_succeeded() {
    world.states.add(Optional.empty());
    world.states.add(Optional.of(Records.state(1, SetupStatus.SUCCEEDED)));
    world.states.add(Optional.of(Records.state(2, SetupStatus.RUNNING)));
    SetupState end = Records.state(2, SetupStatus.SUCCEEDED);
    world.states.add(Optional.of(end));

    assertThat(watch(2)).isSameAs(end);
    assertThat(clock.instant()).isEqualTo(Records.ACCEPTED.plusMillis(750));
  }

  @Test
  void a_failed_step_is_told_with_its_reason_and_its_advice() {
    world.states.add(
        Optional.of(
            Records.state(
                1,
                SetupStatus.FAILED,
                "registry",
                step ->
                    step.status(StepStatus.FAILED)
                        .error(
                            Optional.of(new StepError("Taken", "Its name is", "Take another"))))));

    assertThatThrownBy(() -> watch(1))
        .hasMessage("step registry: Taken: Its name is")
        .asInstanceOf(type(Failure.class))
        .extracting(Failure::advice)
        .isEqualTo("Take another");
  }

  @Test
  void a_rejected_request_is_told_with_its_reasons() {
    world.rejected.add(rejection("another", "TooLong"));
    world.rejected.add(rejection("message-1", "UnknownField"));

    assertThatThrownBy(() -> watch(1))
        .isInstanceOf(Failure.class)
        .hasMessageContainingAll("rejected the request", "UnknownField");
  }

  @Test
  void a_dead_process_ends_the_wait() {
    Failure died = new Failure("The process 'functions' ended", "Look at its log");
    world.died = Optional.of(died);

    assertThatThrownBy(() -> watch(1)).isSameAs(died);
  }

  @Test
  void patience_ends_with_the_steps_that_are_not_done() {
    world.last =
        Optional.of(
            Records.state(
                1,
                SetupStatus.RUNNING,
                "endpoint",
                step -> step.status(StepStatus.PARKED).waitingFor("Azure")));

    assertThatThrownBy(() -> watch(1))
        .isInstanceOf(Failure.class)
        .hasMessageContainingAll("took too long", "endpoint is PARKED, waits for Azure");
    assertThat(clock.instant()).isEqualTo(Records.ACCEPTED.plusSeconds(80));
  }

  @Test
  void a_request_that_is_never_taken_ends_patience_too() {
    assertThatThrownBy(() -> watch(1)).hasMessageContaining("was not even taken");
  }

  @Test
  void a_message_is_taken_when_the_queue_is_empty() {
    world.messages = 3;

    watch.untilTaken("message-1");

    assertThat(world.messages).isZero();
  }

  @Test
  void a_dead_letter_was_not_taken() {
    world.deadLetters = true;

    assertThatThrownBy(() -> watch.untilTaken("message-1"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("dead letter");
  }

  @Test
  void a_check_between_two_looks_is_waited_for() {
    world.states.add(Optional.of(Records.state(1, SetupStatus.CHECKING)));
    SetupState end = Records.state(1, SetupStatus.SUCCEEDED);
    world.states.add(Optional.of(end));

    assertThat(watch(1)).isSameAs(end);
  }

  @Test
  void a_drift_that_is_left_is_told_with_who_did_it() {
    world.last =
        Optional.of(
            Records.state(
                1,
                SetupStatus.DRIFTED,
                "lockdown",
                step ->
                    step.status(StepStatus.DRIFTED)
                        .drifts(List.of(Records.drift(Drift.Response.REPORTED)))));

    assertThatThrownBy(() -> watch(1))
        .isInstanceOf(Failure.class)
        .hasMessageContainingAll(
            "Moat leaves it so", "publicNetworkAccess is Enabled, not Disabled", "Alice Liddell");
  }

  @Test
  void it_is_quiet_when_the_setup_is_at_rest_and_no_change_is_left() {
    world.states.add(Optional.of(Records.state(1, SetupStatus.CHECKING)));
    world.last = Optional.of(Records.state(1, SetupStatus.SUCCEEDED));
    world.changes = 3;

    assertThat(watch.untilQuiet(Records.REQUEST)).isSameAs(world.last.get());
    assertThat(clock.instant()).isEqualTo(Records.ACCEPTED.plusMillis(750));
  }

  @Test
  void what_is_never_so_ends_patience_in_the_words_of_who_waits() {
    world.last = Optional.of(Records.state(1, SetupStatus.SUCCEEDED));

    assertThatThrownBy(
            () -> watch.until(Records.REQUEST, state -> false, () -> "Moat did not notice."))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("It took too long. Moat did not notice.");
  }

  private SetupState watch(long generation) {
    try (Progress progress = Progress.of(10, captured.plain())) {
      return watch.untilSucceeded(Records.REQUEST, generation, "message-1", progress);
    }
  }

  private static Rejected rejection(String messageId, String reason) {
    return new Rejected(messageId, Optional.empty(), reason, "why", "{}", Records.ACCEPTED);
  }

  /** States one after the other, then the last one for ever. */
  private static final class World implements Watched {

    private final Deque<Optional<SetupState>> states = new ArrayDeque<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private Optional<SetupState> last = Optional.empty();
    private Optional<Failure> died = Optional.empty();
    private int messages;
    private int changes;
    private boolean deadLetters;

    @Override
    public Optional<SetupState> load(SetupId setup) {
      return states.isEmpty() ? last : states.remove();
    }

    @Override
    public List<Rejected> rejected(int limit) {
      return rejected;
    }

    @Override
    public boolean isQueueEmpty() {
      messages = Math.max(0, messages - 1);
      return messages == 0;
    }

    @Override
    public boolean hasDeadLetters() {
      return deadLetters;
    }

    @Override
    public boolean areChangesLookedInto() {
      changes = Math.max(0, changes - 1);
      return changes == 0;
    }

    @Override
    public Optional<Failure> died() {
      return died;
    }
  }
}
