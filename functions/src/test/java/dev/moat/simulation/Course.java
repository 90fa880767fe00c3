package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.engine.Messages;
import dev.moat.model.Outgoing;
import dev.moat.model.Reversal;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepKind;
import dev.moat.store.WriteHook;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How time passes in a world: what is due is done, and then the clock goes on. */
final class Course {

  static final Duration TIMERS_EVERY = Duration.ofMinutes(1);

  private static final Duration LONGEST_RUN = Duration.ofHours(36);
  private static final int MOST_DELIVERIES = 10;
  private static final String LOCKDOWN = Messages.stepQueue(StepKind.LOCKDOWN);
  private static final double ACTS_IN_BETWEEN = 0.02;
  private static final double ASKS_IN_BETWEEN = 0.004;
  private static final double ASKS_BEFORE_A_COMMIT = 0.06;
  private static final double ASKS_BEFORE_A_WRITE = 0.3;
  private static final String BEFORE_A_COMMIT = "before " + WriteHook.Write.COMMIT;
  private static final int A_WHILE = 20;

  /** A write to Azure that nobody can call back any more. */
  private static final Predicate<String> IS_CLAIMED =
      Pattern.compile("^before (PUT|PATCH|DELETE) ").asPredicate();

  private final SimulatedWorld world;
  private final Invariants invariants;
  private Instant nextTimers;
  private int locking;

  Course(SimulatedWorld world) {
    this.world = world;
    this.invariants = new Invariants(world);
    this.nextTimers = world.clock.instant();
    world.chaos.anotherWorker(this::somethingElse);
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
    if (!deliverOne() && !world.events.deliverOne(world.app::tell)) {
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

  /**
   * Another worker takes a message, somebody undoes something, or an operator asks something, just
   * now.
   */
  private void somethingElse(String where) {
    if (world.withVerbs && world.chaos.happens(asks(where))) {
      ask(where);
    } else if (locking == 0 && world.chaos.happens(ACTS_IN_BETWEEN)) {
      world.vandal.actEarly();
    } else {
      deliverOne();
    }
  }

  private void ask(String where) {
    if (IS_CLAIMED.test(where)) {
      world.rules.claimed().ifPresent(world.operators::interrupt);
      othersGoOnForAWhile();
    } else {
      world.operators.actEarly();
    }
  }

  private static double asks(String where) {
    if (IS_CLAIMED.test(where)) {
      return ASKS_BEFORE_A_WRITE;
    }
    return where.equals(BEFORE_A_COMMIT) ? ASKS_BEFORE_A_COMMIT : ASKS_IN_BETWEEN;
  }

  /** Who is about to write is slow: what was asked meanwhile is worked on as far as that goes. */
  private void othersGoOnForAWhile() {
    for (int i = 0; i < A_WHILE && deliverOne(); i++) {
      // Each delivers one message.
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
