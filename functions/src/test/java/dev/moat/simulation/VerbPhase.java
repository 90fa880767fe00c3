package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.engine.Answer;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepStatus;
import dev.moat.simulation.Goals.Goal;
import dev.moat.store.SetupState;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Operators ask things of setups while these are made and after, and it comes out as asked. */
final class VerbPhase {

  private static final Duration SWEEP = SimulatedWorld.DRIFT.sweepInterval();
  private static final List<Duration> WITHIN =
      List.of(
          Duration.ofSeconds(20),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(3));
  private static final Set<String> UNDECIDED =
      Set.of("NotApproved", "EndpointConnectionRejected", "ConnectionRejected");
  private static final Duration EARLIEST_PLOT = Duration.ofMinutes(10);
  private static final int MOST_VERBS = 5;
  private static final int MOST_ROUNDS = 6;

  private final SimulatedWorld world;
  private final Course course;
  private final Invariants invariants;
  private int requests;
  private Tally happened = Tally.NOTHING;

  VerbPhase(SimulatedWorld world, Course course) {
    this.world = world;
    this.course = course;
    this.invariants = new Invariants(world);
  }

  Tally run() {
    world.azure.onChange(world.events::raise);
    world.requests.forEach(course::post);
    plan(WITHIN.get(world.random.nextInt(WITHIN.size())));
    course.runToTheEnd();
    world.operators.assertThatEachVerbIsRecordedOnce();
    world.requests.forEach(this::assertThatItIsAtRest);
    world.chaos.calmDown();
    world.outsider.putAllBack();
    if (world.withDrift) {
      lookAtEverything();
    }
    world.requests.forEach(this::makePrivate);
    invariants.assertThatAllSucceeded();
    world.requests.forEach(request -> world.watch.assertThatIsPrivate(current(request)));
    assertThatALookAtEverythingWritesNothing();
    if (!world.withDrift) {
      assertThatNothingWasMadeTwice();
    }
    if (world.withDrift) {
      world
          .vandal
          .acts()
          .forEach((act, times) -> happened = happened.with("by a vandal: " + act, times));
    }
    return happened
        .with("seeds", 1)
        .with("relocks lost", world.queues.relocksLost())
        .with("used by a neighbour", world.neighbour.made())
        .plus(world.operators.happened())
        .plus(world.rules.happened());
  }

  private void plan(Duration within) {
    List<SetupId> setups = world.requests.stream().map(SetupRequest::setupId).toList();
    world.operators.plan(setups, 1 + world.random.nextInt(MOST_VERBS), within);
    if (world.random.nextInt(3) == 0) {
      world.neighbour.plan(world.requests, 2, within);
    }
    if (world.random.nextInt(3) == 0) {
      planAnotherRequest(within);
    }
    if (world.withDrift) {
      world.vandal.plan(1 + world.random.nextInt(3), within);
      planAPlot();
    }
  }

  /** Somebody changes something just before, or just after, an operator wants it undone. */
  private void planAPlot() {
    SetupRequest of = world.requests.get(world.random.nextInt(world.requests.size()));
    Instant at = world.clock.instant().plus(EARLIEST_PLOT).plusSeconds(world.random.nextInt(3600));
    if (world.random.nextInt(3) == 0) {
      world.vandal.planOpening(of, at);
      Instant verb = at.plusSeconds(world.random.nextInt(-5, 20));
      world.operators.plan(verb, of.setupId(), Wish.RESTORE);
    } else {
      world.vandal.planReplacement(of, at);
      Instant verb = at.plusSeconds(world.random.nextInt(-120, 600));
      boolean all = world.random.nextBoolean();
      Wish wish = all ? Wish.TEARDOWN_WITH_REGISTRY : Wish.TEARDOWN;
      world.operators.plan(verb, of.setupId(), wish);
    }
  }

  /** Perhaps without its roles. */
  private void planAnotherRequest(Duration within) {
    SetupRequest request = world.requests.get(world.random.nextInt(world.requests.size()));
    SetupRequest again = RandomRequests.again(request, request.requestId() + "-changed");
    SetupRequest another = world.random.nextBoolean() ? again : RandomRequests.withoutRoles(again);
    Instant at = world.clock.instant().plusMillis(world.random.nextLong(within.toMillis()));
    world.callers.plan(at, () -> course.post(another));
  }

  private void assertThatItIsAtRest(SetupRequest request) {
    SetupState state = world.state(request.setupId());
    SetupStatus status = state.setup().value().status();
    happened = happened.with("ended " + status, 1);
    assertThat(state.records().stream().anyMatch(step -> step.status().isBeingWorkedOn()))
        .as("whether steps are worked on where %s", Words.of(state))
        .isFalse();
    world.rules.assertThatItStaysSo(request.setupId());
    assertThat(status)
        .as("how it ended: %s", Words.of(state))
        .isIn(ends(world.rules.goals.of(request.setupId()), hasCause(state)));
  }

  private static Set<SetupStatus> ends(Goal goal, boolean hasCause) {
    EnumSet<SetupStatus> ends =
        switch (goal) {
          case PRIVATE -> EnumSet.of(SetupStatus.SUCCEEDED);
          case RESTORED -> EnumSet.of(SetupStatus.RESTORED);
          case TORN_DOWN -> EnumSet.of(SetupStatus.TORN_DOWN);
          case LEFT_ALONE -> EnumSet.of(SetupStatus.CANCELLED);
        };
    if (hasCause && goal != Goal.LEFT_ALONE) {
      ends.add(SetupStatus.FAILED);
      ends.add(SetupStatus.DRIFTED);
    }
    return ends;
  }

  /** Whether somebody did what a setup may fail for. */
  private boolean hasCause(SetupState state) {
    boolean isUndecided =
        state.records().stream()
            .flatMap(step -> step.error().stream())
            .anyMatch(error -> UNDECIDED.contains(error.code()));
    boolean sharesWithOneTornDown =
        world.requests.stream()
            .map(SetupRequest::setupId)
            .filter(other -> !other.equals(state.setup().value().id()))
            .anyMatch(world.rules::wasTornDown);
    boolean isContested =
        world.outsider.meddled() > 0
            && state.records().stream().anyMatch(step -> step.status() == StepStatus.CONTESTED);
    return world.withDrift || isUndecided || isContested || sharesWithOneTornDown;
  }

  /** What every operator does in the end: goes on, tears down what cannot, and asks anew. */
  private void makePrivate(SetupRequest request) {
    for (int i = 0; i < MOST_ROUNDS && status(request) != SetupStatus.SUCCEEDED; i++) {
      if (status(request) == SetupStatus.TORN_DOWN) {
        course.post(RandomRequests.again(request, request.requestId() + "-again-" + ++requests));
      } else {
        mend(request);
      }
      course.runUntil(() -> !isActive(request) || awaitsApproval(request));
      if (awaitsApproval(request)) {
        ask(request, Wish.APPROVE);
      }
      course.runToTheEnd();
    }
    assertThat(status(request))
        .as("in the end: %s", Words.of(world.state(request.setupId())))
        .isEqualTo(SetupStatus.SUCCEEDED);
  }

  private void mend(SetupRequest request) {
    boolean isOfMoat =
        world
            .rules
            .makers
            .of(request.privateEndpoint().id())
            .filter(Makers.Maker::isMoat)
            .isPresent();
    if (isRefused(request) && !isOfMoat) {
      world.premises.removeEndpoint(request);
    }
    ask(request, isRefused(request) && isOfMoat ? Wish.TEARDOWN : Wish.REPLAY);
  }

  private void ask(SetupRequest request, Wish wish) {
    assertThat(world.operators.ask(request.setupId(), wish))
        .as("%s, where %s", wish, Words.of(world.state(request.setupId())))
        .get()
        .isInstanceOf(Answer.Granted.class);
  }

  private SetupStatus status(SetupRequest request) {
    return world.state(request.setupId()).setup().value().status();
  }

  private boolean isActive(SetupRequest request) {
    return status(request).isActive();
  }

  private boolean awaitsApproval(SetupRequest request) {
    return has(request, StepStatus.AWAITING_APPROVAL);
  }

  private boolean has(SetupRequest request, StepStatus status) {
    return world.state(request.setupId()).records().stream()
        .anyMatch(step -> step.status() == status);
  }

  /** Azure takes no rejection back. */
  private boolean isRefused(SetupRequest request) {
    return world.state(request.setupId()).records().stream()
        .flatMap(step -> step.error().stream())
        .anyMatch(error -> error.code().startsWith("EndpointConnection"));
  }

  private SetupRequest current(SetupRequest request) {
    return world.state(request.setupId()).setup().value().request();
  }

  private void assertThatALookAtEverythingWritesNothing() {
    Map<String, Integer> before = Map.copyOf(world.watch.taken());
    lookAtEverything();
    assertThat(world.watch.taken())
        .as("what was written up to a look at everything")
        .isEqualTo(before);
  }

  /** Azure takes each write once, and again when it failed, or what it made was removed. */
  private void assertThatNothingWasMadeTwice() {
    world
        .watch
        .taken()
        .forEach(
            (write, times) -> {
              if (write.startsWith("PUT ")) {
                ResourceId resource = new ResourceId(write.substring("PUT ".length()));
                int removed = world.rules.makers.deletions(resource).size();
                int failed = world.rules.makers.failures(resource);
                int taken = world.outsider.tookAway(write);
                assertThat(times).as(write).isBetween(1, 1 + removed + failed + taken);
              }
            });
  }

  private void lookAtEverything() {
    course.runFor(SWEEP.plus(Course.TIMERS_EVERY));
    course.runToTheEnd();
  }
}
