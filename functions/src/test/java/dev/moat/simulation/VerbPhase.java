package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import java.time.Duration;
import java.util.Map;

/** Operators ask things of setups while these are made and after, and it comes out as asked. */
final class VerbPhase {

  private static final Duration SWEEP = SimulatedWorld.DRIFT.sweepInterval();

  private final SimulatedWorld world;
  private final Course course;
  private final Rest rest;

  VerbPhase(SimulatedWorld world, Course course) {
    this.world = world;
    this.course = course;
    this.rest = new Rest(world);
  }

  Tally run() {
    world.azure.onChange(world.events::raise);
    world.requests.forEach(course::post);
    new Plots(world, course).plan();
    course.runToTheEnd();
    world.asked.assertThatEachIsRecordedOnce(world.store, world.setups);
    world.requests.forEach(rest::check);
    calmDown();
    makePrivate();
    assertThatALookAtEverythingWritesNothing();
    if (!world.withDrift) {
      assertThatNothingWasMadeTwice();
    }
    return happened();
  }

  private void calmDown() {
    world.chaos.calmDown();
    world.outsider.putAllBack();
    if (world.withDrift) {
      world.requests.forEach(
          request -> Policies.tell(Policies.with(request, Policies.REPAIR_ALL), world.store));
      lookAtEverything();
    }
  }

  private void makePrivate() {
    LastOperator operator = new LastOperator(world, course);
    world.requests.forEach(operator::makePrivate);
    new Invariants(world).assertThatAllSucceeded();
    for (SetupRequest request : world.requests) {
      world
          .watch
          .inspector()
          .assertThatIsPrivate(world.state(request.setupId()).setup().value().request());
    }
  }

  private void assertThatALookAtEverythingWritesNothing() {
    Map<String, Integer> before = Map.copyOf(world.watch.taken());
    lookAtEverything();
    assertThat(world.watch.taken())
        .as("what was written up to a look at everything")
        .isEqualTo(before);
  }

  private void lookAtEverything() {
    course.runFor(SWEEP.plus(Course.TIMERS_EVERY));
    course.runToTheEnd();
  }

  private void assertThatNothingWasMadeTwice() {
    world.watch.taken().forEach(this::assertThatItWasMadeOnce);
  }

  /** Azure takes each write once, and again when it failed, or what it made was removed. */
  private void assertThatItWasMadeOnce(String write, int times) {
    if (write.startsWith("PUT ")) {
      ResourceId resource = new ResourceId(write.substring("PUT ".length()));
      int removed = world.rules.makers.deletions(resource);
      int failed = world.rules.makers.failures(resource);
      int taken = world.outsider.tookAway(write);
      assertThat(times).as(write).isBetween(1, 1 + removed + failed + taken);
    }
  }

  private Tally happened() {
    Tally all =
        Tally.NOTHING
            .with("seeds", 1)
            .with("asked at once", world.operators.atOnce())
            .with("relocks lost", world.queues.relocksLost())
            .with("used by a neighbour", world.neighbour.made())
            .with("done by a vandal", world.withDrift ? world.vandal.total() : 0);
    return all.plus(world.asked.happened()).plus(rest.happened()).plus(world.rules.happened());
  }
}
