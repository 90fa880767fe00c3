package dev.moat.engine;

import dev.moat.arm.Arm;
import dev.moat.model.SetupId;
import dev.moat.model.StepMessage;
import dev.moat.model.StepRecord;
import dev.moat.request.GuardRails;
import dev.moat.store.Leases;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import dev.moat.store.Versioned;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Works on one step, one turn at a time: it lets the step look and begin at most one change, and
 * records what came of it together with the messages that follow. It never waits for Azure.
 */
public final class StepRunner {

  private static final Logger LOG = System.getLogger(StepRunner.class.getName());

  private final SetupStore setups;
  private final Outbox outbox;
  private final TurnRecorder recorder;
  private final StepTurn.Ports ports;

  /**
   * @param random spreads the retries of steps that met each other, and makes claims unique
   */
  public StepRunner(
      SetupStore setups,
      Leases leases,
      Arm arm,
      Outbox outbox,
      GuardRails guardRails,
      EngineSettings settings,
      Clock clock,
      RandomGenerator random) {
    this.setups = setups;
    this.outbox = outbox;
    this.recorder = new TurnRecorder(outbox, new Deadlines(settings, clock), clock);
    Refusals refusals = new Refusals(leases, clock, random);
    this.ports =
        new StepTurn.Ports(
            new Claiming(setups, clock, random),
            leases,
            arm,
            guardRails,
            settings.schedule(),
            refusals,
            new DriftResponse(settings.drift(), clock),
            clock);
  }

  /**
   * Works on the step that the message calls.
   *
   * @param redelivered whether the message was delivered before: then an earlier worker may have
   *     written to Azure without recording it
   */
  public void run(StepMessage message, boolean redelivered) {
    SetupState state = load(message);
    outbox.sendLeftovers(state);
    Versioned<StepRecord> record = state.steps().get(message.step());
    if (record == null || !isCurrent(message, state, record.value())) {
      LOG.log(Level.INFO, "{0} was answered before: dropped", message.messageId());
      return;
    }
    StepTurn turn = new StepTurn(ports, state, record, redelivered);
    Optional<Outcome> outcome = turn.take();
    boolean recorded = outcome.isPresent() && recorder.record(turn, outcome.get());
    LOG.log(Level.INFO, "{0}: {1}", message.messageId(), inWords(outcome, recorded));
    if (recorded) {
      turn.giveBackReservation();
    }
  }

  private SetupState load(StepMessage message) {
    SetupId setup = message.setup();
    return setups
        .load(setup)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no setup '" + setup + "': '" + message.messageId() + "' is void"));
  }

  /** A step that was opened again keeps the turn of its last message, and waits for another. */
  private static boolean isCurrent(StepMessage message, SetupState state, StepRecord record) {
    return message.generation() == state.setup().value().generation()
        && message.turn() == record.turn()
        && record.status().isBeingWorkedOn();
  }

  private static String inWords(Optional<Outcome> outcome, boolean recorded) {
    if (outcome.isEmpty() || !recorded) {
      return "another worker was ahead: its result stands";
    }
    Outcome ended = outcome.get();
    if (ended instanceof Outcome.Done done) {
      return "done: " + done.text();
    }
    if (ended instanceof Outcome.Left left) {
      return "left in place: " + left.why();
    }
    if (ended instanceof Outcome.Later later) {
      return "again in " + later.delay() + ": " + later.waitingFor();
    }
    if (ended instanceof Outcome.Drifted drifted) {
      return "drifted: " + DriftHistory.inWords(drifted.drift());
    }
    return "failed: " + ((Outcome.Failed) ended).error().message();
  }
}
