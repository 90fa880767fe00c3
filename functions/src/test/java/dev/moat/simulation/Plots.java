package dev.moat.simulation;

import dev.moat.model.SetupId;
import dev.moat.model.SetupRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** What operators, and others beside them, are going to do in a world. */
final class Plots {

  private static final List<Duration> WITHIN =
      List.of(
          Duration.ofSeconds(20),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(3));
  private static final Duration EARLIEST_PLOT = Duration.ofMinutes(10);
  private static final int MOST_VERBS = 5;

  private final SimulatedWorld world;
  private final Course course;
  private final SplittableRandom random;
  private final Duration within;

  Plots(SimulatedWorld world, Course course) {
    this.world = world;
    this.course = course;
    this.random = world.random;
    this.within = WITHIN.get(random.nextInt(WITHIN.size()));
  }

  void plan() {
    List<SetupId> setups = world.requests.stream().map(SetupRequest::setupId).toList();
    world.operators.plan(setups, 1 + random.nextInt(MOST_VERBS), within);
    if (random.nextInt(3) == 0) {
      world.neighbour.plan(world.requests, 2, within);
    }
    if (random.nextInt(3) == 0) {
      anotherRequest(aRequest(), random.nextLong(within.toMillis()));
    }
    if (world.withDrift) {
      world.vandal.plan(1 + random.nextInt(3), within);
      changeAndVerb(aRequest());
    }
  }

  /** Perhaps without its roles. */
  private void anotherRequest(SetupRequest request, long afterMillis) {
    String id = request.requestId() + "-changed-" + afterMillis;
    SetupRequest again = RandomRequests.again(request, id);
    SetupRequest another = random.nextBoolean() ? again : RandomRequests.withoutRoles(again);
    world.callers.plan(world.clock.instant().plusMillis(afterMillis), () -> course.post(another));
  }

  /** Somebody changes something just before, or just after, an operator wants it undone. */
  private void changeAndVerb(SetupRequest of) {
    Instant at = world.clock.instant().plus(EARLIEST_PLOT).plusSeconds(random.nextInt(3600));
    if (random.nextInt(3) == 0) {
      world.vandal.planOpening(of, at);
      world.operators.plan(at.plusSeconds(random.nextInt(-5, 20)), of.setupId(), Wish.RESTORE);
    } else {
      complicate(of, at);
      world.vandal.planReplacement(of, at);
      Wish wish = random.nextBoolean() ? Wish.TEARDOWN_WITH_REGISTRY : Wish.TEARDOWN;
      world.operators.plan(at.plusSeconds(random.nextInt(-120, 600)), of.setupId(), wish);
    }
  }

  /** Perhaps a new generation opens just then, or Moat has given up to repair something. */
  private void complicate(SetupRequest of, Instant at) {
    Duration until = Duration.between(world.clock.instant(), at);
    switch (random.nextInt(3)) {
      case 0 -> anotherRequest(of, until.plusSeconds(random.nextInt(-300, 300)).toMillis());
      case 1 -> world.vandal.planContest(of, at);
      default -> {}
    }
  }

  private SetupRequest aRequest() {
    return world.requests.get(random.nextInt(world.requests.size()));
  }
}
