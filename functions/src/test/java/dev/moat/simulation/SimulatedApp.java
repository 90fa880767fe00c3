package dev.moat.simulation;

import dev.moat.arm.Arm;
import dev.moat.engine.Acceptance;
import dev.moat.engine.Admission;
import dev.moat.engine.Answer;
import dev.moat.engine.DriftCheck;
import dev.moat.engine.EngineSettings;
import dev.moat.engine.Keeping;
import dev.moat.engine.Messages;
import dev.moat.engine.Noticing;
import dev.moat.engine.Operators;
import dev.moat.engine.Orchestrator;
import dev.moat.engine.Outbox;
import dev.moat.engine.Rejections;
import dev.moat.engine.StepRunner;
import dev.moat.engine.Sweeper;
import dev.moat.engine.Verb;
import dev.moat.engine.Watchdog;
import dev.moat.model.Actor;
import dev.moat.model.Operator;
import dev.moat.model.Outgoing;
import dev.moat.model.ResourceChange;
import dev.moat.model.SetupId;
import dev.moat.queue.Queues;
import dev.moat.request.GuardRails;
import dev.moat.request.RequestParser;
import dev.moat.store.InMemoryStore;
import dev.moat.store.Leases;
import dev.moat.store.SetupStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The functions of the app, over what the simulation puts in place of Azure's services. */
final class SimulatedApp {

  private static final Actor SELF =
      new Actor(
          Optional.empty(),
          Optional.of(InProcessAzure.MOAT.objectId()),
          Optional.of(InProcessAzure.MOAT.applicationId()));

  private final Outbox outbox;
  private final Acceptance acceptance;
  private final Orchestrator orchestrator;
  private final StepRunner runner;
  private final Watchdog watchdog;
  private final Noticing noticing;
  private final DriftCheck driftCheck;
  private final Sweeper sweeper;
  private final Operators operators;

  SimulatedApp(
      InMemoryStore store,
      SetupStore setups,
      Leases leases,
      Queues queues,
      Arm arm,
      EngineSettings settings,
      Clock clock,
      RandomGenerator random) {
    GuardRails rails = new GuardRails(List.of(RandomRequests.GROUP), Set.of("AcrPull", "AcrPush"));
    Keeping keeping = new Keeping(store, store, settings.drift(), clock);
    Rejections rejections = new Rejections(store, queues, clock);
    outbox = new Outbox(setups, queues, clock);
    acceptance =
        new Acceptance(
            new Admission(new RequestParser(), rails),
            store,
            setups,
            outbox,
            keeping,
            rejections,
            clock);
    orchestrator = new Orchestrator(setups, outbox, keeping, clock);
    runner = new StepRunner(setups, leases, arm, outbox, rails, settings, clock, random);
    watchdog = new Watchdog(setups, outbox, settings, clock);
    noticing = new Noticing(store, setups, queues, () -> SELF, settings.drift(), clock);
    driftCheck = new DriftCheck(setups, outbox, keeping, clock);
    sweeper = new Sweeper(store, store, queues, settings.drift(), clock);
    operators = new Operators(setups, outbox, clock);
  }

  /** Takes one message, as the function of its queue does. */
  void handle(Outgoing message, boolean redelivered) {
    switch (message.queue()) {
      case Messages.SETUP_REQUESTS -> acceptance.take(message.body(), message.messageId());
      case Messages.SETUP_EVENTS -> orchestrator.handle(Messages.readSetupEvent(message.body()));
      case Messages.REJECTED_REQUESTS -> throw new AssertionError("Rejected: " + message);
      case Messages.RESOURCE_CHANGES -> noticing.note(Messages.readNotice(message.body()));
      case Messages.DRIFT_CHECKS -> driftCheck.run(Messages.readDriftCheck(message.body()));
      default -> runner.run(Messages.readStepMessage(message.body()), redelivered);
    }
  }

  /** Hears of a change in Azure. */
  void tell(ResourceChange change) {
    noticing.tell(change);
  }

  /** Does what an operator asks. */
  Answer ask(SetupId setup, Verb verb, Operator who, Optional<String> version) {
    return operators.ask(setup, verb, who, version);
  }

  /** What the timers run, each by itself. */
  List<Runnable> timers() {
    return List.of(outbox::sendAllLeftovers, watchdog::callOverdue, sweeper::sweep);
  }
}
