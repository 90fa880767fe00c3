package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.engine.Messages;
import dev.moat.model.Outgoing;
import dev.moat.model.ResourceChange;
import dev.moat.model.Reversal;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** How time passes in a world: what is due is done, and then the clock goes on. */
final class Course {

  static final Duration TIMERS_EVERY = Duration.ofMinutes(1);

  private static final Duration LONGEST_RUN = Duration.ofHours(36);
  private static final int MOST_DELIVERIES = 10;
  private static final String LOCKDOWN = Messages.stepQueue(StepKind.LOCKDOWN);
  private final SimulatedWorld world;
  private final Invariants invariants;
  private Instant nextTimers;
  private int locking;

  Course(SimulatedWorld world) {
    this.world = world;
    this.invariants = new Invariants(world);
    this.nextTimers = world.clock.instant();
    world.chaos.anotherWorker(new InTheMiddle(world, this::deliverOne, () -> locking > 0)::happen);
  }

  /** Somebody asks for this. */
  void post(SetupRequest request) {
    world.queues.take(
        new Outgoing(
            Messages.SETUP_REQUESTS,
            request.requestId(),
            RequestJson.of(request),
            Optional.empty()));
  }

  /** Until nothing is left to be done. */
  void runToTheEnd() {
    runUntil(() -> false);
  }

  /** Until this holds, or nothing is left to be done. */
  void runUntil(BooleanSupplier holds) {
    Instant end = world.clock.instant().plus(LONGEST_RUN);
    while (!holds.getAsBoolean() && !isQuiet()) {
      assertThat(world.clock.instant()).as("the simulated time").isBefore(end);
      goOn();
    }
  }

  void runFor(Duration time) {
    Instant end = world.clock.instant().plus(time);
    while (world.clock.instant().isBefore(end)) {
      goOn();
    }
  }

  private void goOn() {
    runTimersWhenDue();
    othersAct();
    if (!deliverOne() && !world.events.deliverOne(this::tell)) {
      advance();
    }
  }

  private void othersAct() {
    world.operators.act();
    world.neighbour.act();
    world.callers.act();
    if (world.withDrift) {
      world.vandal.act();
    } else {
      world.outsider.act();
    }
  }

  private boolean isQuiet() {
    return world.queues.nextDue().isEmpty()
        && world.events.nextDue().isEmpty()
        && world.vandal.nextAct().isEmpty()
        && world.store.unsentBefore(Instant.MAX).isEmpty()
        && world.operators.nextAct().isEmpty()
        && world.neighbour.nextAct().isEmpty()
        && world.callers.nextAct().isEmpty()
        && world.store.active().isEmpty()
        && world.store.restored().stream().noneMatch(this::isRestoredForATime);
  }

  private boolean isRestoredForATime(SetupId setup) {
    return world.state(setup).setup().value().reversal().flatMap(Reversal::until).isPresent();
  }

  private void advance() {
    Instant next =
        Stream.of(
                world.queues.nextDue(),
                world.events.nextDue(),
                world.withDrift ? world.vandal.nextAct() : world.outsider.nextAct(),
                world.operators.nextAct(),
                world.neighbour.nextAct(),
                world.callers.nextAct(),
                world.withDrift ? world.azure.nextEnd() : Optional.<Instant>empty(),
                Optional.of(nextTimers))
            .flatMap(Optional::stream)
            .min(Instant::compareTo)
            .orElse(nextTimers);
    if (next.isAfter(world.clock.instant())) {
      world.clock.advance(Duration.between(world.clock.instant(), next));
    }
    world.azure.advance();
  }

  private void runTimersWhenDue() {
    if (!world.clock.instant().isBefore(nextTimers)) {
      nextTimers = world.clock.instant().plus(TIMERS_EVERY);
      world.app.timers().forEach(this::survivingACrash);
    }
  }

  /** One worker takes one message; false when none is due. */
  private boolean deliverOne() {
    Optional<SimulatedQueues.InTransit> received = world.queues.receive();
    received.ifPresent(this::work);
    return received.isPresent();
  }

  private void work(SimulatedQueues.InTransit received) {
    assertThat(received.deliveries())
        .as("deliveries of %s", received.message().messageId())
        .isLessThan(MOST_DELIVERIES);
    boolean locks = received.message().queue().equals(LOCKDOWN);
    locking += locks ? 1 : 0;
    try {
      world.app.handle(received.message(), received.deliveries() > 0);
      tellPolicy(received.message());
      hear(received.message());
      if (!world.withVerbs) {
        invariants.assertThatNoStepIsAheadOfItsPrerequisites();
      }
    } catch (SimulatedCrash crash) {
      world.queues.expire(received);
    } catch (IllegalStateException e) {
      world.queues.abandon(received);
    } finally {
      locking -= locks ? 1 : 0;
    }
  }

  private void tell(ResourceChange change) {
    world.app.tell(change);
    world.rules.hearsay.learn(change);
  }

  private void hear(Outgoing message) {
    if (message.queue().equals(Messages.RESOURCE_CHANGES)) {
      world.rules.hearsay.learn(Messages.readNotice(message.body()));
    }
  }

  private void tellPolicy(Outgoing message) {
    world.requests.stream()
        .filter(request -> message.queue().equals(Messages.SETUP_REQUESTS))
        .filter(request -> request.onDrift().isPresent())
        .filter(request -> message.messageId().equals(request.requestId()))
        .forEach(request -> Policies.tell(request, world.store));
  }

  private void survivingACrash(Runnable work) {
    try {
      work.run();
    } catch (SimulatedCrash crash) {
      // The timer comes again; what this turn left behind is what the next one is for.
      assertThat(world.chaos.isCalm()).isFalse();
    }
  }
}
