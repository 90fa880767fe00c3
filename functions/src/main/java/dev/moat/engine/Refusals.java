package dev.moat.engine;

import dev.moat.arm.ArmError;
import dev.moat.arm.ArmErrors;
import dev.moat.arm.ErrorClass;
import dev.moat.model.StepDraft;
import dev.moat.model.StepError;
import dev.moat.store.Leases;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** What a refusal by Azure means for a step: later, mostly; failed, when retrying cannot help. */
final class Refusals {

  /** A change that Azure accepted and then failed this often is not begun again. */
  static final int MOST_ATTEMPTS = 5;

  private static final String TOO_OFTEN =
      "Azure took this change "
          + MOST_ATTEMPTS
          + " times and failed it each time. Mend what its message names, then replay the step.";

  private static final Duration READ_AGAIN_AFTER = Duration.ofSeconds(2);
  private static final double SPREAD = 0.25;

  private final Leases leases;
  private final Clock clock;
  private final RandomGenerator random;

  Refusals(Leases leases, Clock clock, RandomGenerator random) {
    this.leases = leases;
    this.clock = clock;
    this.random = random;
  }

  /** What follows when Azure refuses a call, or does not answer it. */
  Outcome ofCall(ArmError error, StepDraft draft, String subscription) {
    ErrorClass meaning = ArmErrors.classify(error);
    if (meaning instanceof ErrorClass.Terminal terminal) {
      return failed(draft, error, terminal.advice());
    }
    if (meaning instanceof ErrorClass.Throttled throttled) {
      leases.throttle(subscription, clock.instant().plus(throttled.delay()));
    }
    return new Outcome.Later(draft, spread(delayOf(meaning)), inWords(meaning, error));
  }

  /**
   * What follows when an operation failed.
   *
   * @param attempts how many were begun, this one too
   */
  Outcome ofOperation(ArmError error, StepDraft draft, String subscription, int attempts) {
    Outcome outcome = ofCall(error, draft, subscription);
    return outcome instanceof Outcome.Later && attempts >= MOST_ATTEMPTS
        ? failed(draft, error, TOO_OFTEN)
        : outcome;
  }

  /** Whether Azure made nothing of the call; a gateway that gave up does not tell. */
  static boolean madeNothing(ArmError error) {
    return error.status() >= 400 && error.status() < 500 && error.status() != 408;
  }

  private static Outcome failed(StepDraft draft, ArmError error, String advice) {
    return new Outcome.Failed(draft, new StepError(code(error), error.message(), advice));
  }

  /** What an error is called, also one that Azure gave no name. */
  static String code(ArmError error) {
    return error.code().isEmpty() ? "Status" + error.status() : error.code();
  }

  /** When to try again after a refusal that will pass. */
  static Duration delayOf(ErrorClass meaning) {
    if (meaning instanceof ErrorClass.Throttled throttled) {
      return throttled.delay();
    }
    if (meaning instanceof ErrorClass.Busy busy) {
      return busy.delay();
    }
    if (meaning instanceof ErrorClass.NotYet notYet) {
      return notYet.delay();
    }
    if (meaning instanceof ErrorClass.Unavailable unavailable) {
      return unavailable.delay();
    }
    return READ_AGAIN_AFTER;
  }

  /** Steps that met each other must not meet again at the same moment. */
  Duration spread(Duration delay) {
    return delay.plusMillis(Math.round(delay.toMillis() * SPREAD * random.nextDouble()));
  }

  private static String inWords(ErrorClass meaning, ArmError error) {
    String cause = error.code().isEmpty() ? "status " + error.status() : error.code();
    if (meaning instanceof ErrorClass.Throttled) {
      return "Azure, which throttles (" + cause + ")";
    }
    if (meaning instanceof ErrorClass.Busy) {
      return "another operation on this or a neighbouring resource (" + cause + ")";
    }
    if (meaning instanceof ErrorClass.NotYet) {
      return "Azure to catch up (" + cause + ")";
    }
    if (meaning instanceof ErrorClass.Unavailable) {
      return "Azure to answer (" + cause + ")";
    }
    return "a fresh look, because it changed since it was read (" + cause + ")";
  }
}
