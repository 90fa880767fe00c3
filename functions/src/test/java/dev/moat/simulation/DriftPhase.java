package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.engine.Messages;
import dev.moat.model.SetupRequest;
import java.time.Duration;
import java.util.Map;

/** Somebody undoes what setups make or made, and it comes back. */
final class DriftPhase {

  private static final Duration SWEEP = SimulatedWorld.DRIFT.sweepInterval();
  private static final Duration VANDALISM = Duration.ofHours(3);
  private static final int MOST_ACTS = 6;

  private final SimulatedWorld world;
  private final Course course;
  private final Invariants invariants;
  private final boolean disturbed;

  DriftPhase(SimulatedWorld world, Course course) {
    this.world = world;
    this.course = course;
    this.invariants = new Invariants(world);
    this.disturbed = world.random.nextInt(3) == 0;
  }

  Drifting run() {
    listen();
    makeAll();
    undoSome();
    Drifting happened = aftermath();
    assertThatALookAtEverythingWritesNothing();
    return happened;
  }

  private void listen() {
    Boundaries boundaries = new Boundaries(world.store, world.requests, world.rules.makers);
    world.azure.onChange(world.events::raise);
    world.watch.alsoAsk(boundaries::check);
  }

  private void makeAll() {
    world.requests.forEach(course::post);
    if (disturbed) {
      world.vandal.plan(1 + world.random.nextInt(2), Duration.ofMinutes(15));
    }
    course.runToTheEnd();
    if (!disturbed) {
      invariants.assertThatAllSucceeded();
      invariants.assertThatEachResourceWasMadeOnce();
    }
  }

  private void undoSome() {
    world.vandal.plan(1 + world.random.nextInt(MOST_ACTS), VANDALISM);
    course.runFor(VANDALISM);
    course.runToTheEnd();
    invariants.assertThatAllAreWatched();
    world.chaos.calmDown();
    course.runFor(SWEEP);
    course.runToTheEnd();
    lookAtEverything();
  }

  private void lookAtEverything() {
    course.runFor(SWEEP.plus(Course.TIMERS_EVERY));
    course.runToTheEnd();
  }

  private Drifting aftermath() {
    Drifting all = disturbances();
    for (SetupRequest request : world.requests) {
      Aftermath aftermath =
          new Aftermath(world.state(request.setupId()), world.arm(), world.vandal, disturbed);
      aftermath.check(world.watch.inspector());
      all = all.plus(aftermath.happened());
    }
    return all;
  }

  private Drifting disturbances() {
    return new Drifting(
        1,
        world.vandal.total(),
        world.events.raised(),
        world.events.own(),
        world.events.lost(),
        world.events.duplicates(),
        world.events.late(),
        world.queues.taken(Messages.RESOURCE_CHANGES),
        world.queues.ownNotices(),
        world.queues.taken(Messages.DRIFT_CHECKS),
        0,
        0,
        0,
        0);
  }

  private void assertThatALookAtEverythingWritesNothing() {
    Map<String, Integer> before = Map.copyOf(world.watch.taken());
    lookAtEverything();
    assertThat(world.watch.taken())
        .as("what was written up to a look at everything")
        .isEqualTo(before);
  }
}
