package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.SetupRequest;

/**
 * One run of the whole of Moat in a world whose order of events, delays, duplicates, faults and
 * crashes are drawn from a seed.
 */
final class Simulation {

  private final SimulatedWorld world;
  private final Course course;
  private final Invariants invariants;

  Simulation(long seed) {
    world = new SimulatedWorld(seed);
    course = new Course(world);
    invariants = new Invariants(world);
  }

  /** Runs until every setup has ended, and then sees to what must hold from then on. */
  Happened run() {
    Tally verbs = world.withVerbs ? new VerbPhase(world, course).run() : Tally.NOTHING;
    Drifting drifting = world.withVerbs ? Drifting.NOTHING : runWithoutVerbs();
    return new Happened(
        world.chaos.crashes(),
        world.chaos.interleavings(),
        world.queues.duplicates(),
        world.queues.deadLetters(),
        world.outsider.meddled(),
        waitsForProof(),
        world.watch.reads() + world.watch.writes(),
        drifting,
        verbs);
  }

  private Drifting runWithoutVerbs() {
    return world.withDrift ? new DriftPhase(world, course).run() : runWithoutDrift();
  }

  /** Asks for the same again, in a calm world. */
  private Drifting runWithoutDrift() {
    world.requests.forEach(course::post);
    course.runToTheEnd();
    invariants.assertThatAllSucceeded();
    invariants.assertThatEachResourceWasMadeOnce();
    assertThatASecondRunWritesNothing();
    return Drifting.NOTHING;
  }

  private int waitsForProof() {
    return (int)
        world.requests.stream()
            .flatMap(request -> world.store.history(request.setupId(), 1000).stream())
            .filter(entry -> entry.reason().equals("LockdownWaiting"))
            .filter(entry -> entry.text().contains("not proved"))
            .count();
  }

  private void assertThatASecondRunWritesNothing() {
    world.outsider.putAllBack();
    world.chaos.calmDown();
    int writesBefore = world.watch.writes();
    for (SetupRequest request : world.requests) {
      String again = "second-" + request.registry().id().name();
      course.post(RandomRequests.again(request, again));
    }
    course.runToTheEnd();
    invariants.assertThatAllSucceeded();
    assertThat(world.watch.writes()).as("writes after a second run").isEqualTo(writesBefore);
  }
}
