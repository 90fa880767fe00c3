package dev.moat.cli;

import dev.moat.cli.operate.Pause;
import dev.moat.cli.outcome.Failure;
import dev.moat.cli.screen.Progress;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupStatus;
import dev.moat.store.Requests;
import dev.moat.store.SetupState;
import dev.moat.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits for what a posted request comes to, by looking at the state every quarter of a second. Each
 * wait throws {@link Failure} when a process has died, the request was rejected, a step has failed,
 * or patience is over.
 */
final class SetupWatch {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final int REJECTIONS_READ = 20;

  private final Watched watched;
  private final Pause pause;
  private final Clock clock;
  private final Duration patience;
  private Instant deadline;

  /**
   * @param patience how long each wait may take
   */
  SetupWatch(Watched watched, Clock clock, Pause pause, Duration patience) {
    this.watched = watched;
    this.clock = clock;
    this.pause = pause;
    this.patience = patience;
    this.deadline = clock.instant();
  }

  /**
   * Shows the steps until this generation of the setup has succeeded.
   *
   * @param messageId of the Service Bus message with the request
   */
  SetupState untilSucceeded(
      SetupRequest request, long generation, String messageId, Progress progress) {
    begin();
    while (true) {
      Optional<SetupState> state =
          look(request).filter(s -> s.setup().value().generation() >= generation);
      progress.show(
          state
              .map(s -> SetupViews.of(s, clock.instant()))
              .orElseGet(() -> SetupViews.before(request, clock.instant())));
      if (state.isPresent()
          && Standstill.requireNone(state.get()).setup().value().status()
              == SetupStatus.SUCCEEDED) {
        return state.get();
      }
      if (state.isEmpty()) {
        requireNotRejected(messageId);
      }
      waitOrGiveUp(() -> "The setup did not end. " + Standstill.unfinished(state));
    }
  }

  /**
   * Looks until what is recorded is as awaited.
   *
   * @param isAwaited asked at each look, and free to look elsewhere too
   * @param whatIsMissing the beginning of what is told when patience is over
   */
  SetupState until(
      SetupRequest request, Predicate<SetupState> isAwaited, Supplier<String> whatIsMissing) {
    begin();
    while (true) {
      Optional<SetupState> state = look(request);
      if (state.isPresent() && isAwaited.test(Standstill.requireNone(state.get()))) {
        return state.get();
      }
      waitOrGiveUp(() -> whatIsMissing.get() + " " + Standstill.unfinished(state));
    }
  }

  /**
   * Waits until all that was changed in Azure is looked into, and what followed from it is over.
   */
  SetupState untilQuiet(SetupRequest request) {
    return until(
        request,
        state -> isAtRest(state) && watched.areChangesLookedInto() && isAtRest(look(request)),
        () -> "Changes in Azure are not looked into yet.");
  }

  /** Waits until all that was changed in Azure is looked into, whatever followed from it. */
  void untilLookedInto() {
    until(watched::areChangesLookedInto, () -> "Changes in Azure are not looked into yet.");
  }

  /** Looks until something else than a setup is as awaited. */
  void until(BooleanSupplier isAwaited, Supplier<String> whatIsMissing) {
    begin();
    while (!isAwaited.getAsBoolean()) {
      requireAlive();
      waitOrGiveUp(whatIsMissing);
    }
  }

  private static boolean isAtRest(Optional<SetupState> state) {
    return state.filter(SetupWatch::isAtRest).isPresent();
  }

  private static boolean isAtRest(SetupState state) {
    return !state.setup().value().status().isActive() && state.noticed().isEmpty();
  }

  /** Waits until no posted message is left in the queue: each was taken to its end. */
  void untilTaken(String messageId) {
    begin();
    while (!watched.isQueueEmpty()) {
      requireAlive();
      waitOrGiveUp(() -> "Message " + messageId + " is still in the queue for setup requests.");
    }
    if (watched.hasDeadLetters()) {
      throw new Failure(
          "Moat could not work on message " + messageId + ": it is a dead letter now.",
          "Look for the exception in the log of the function app, functions.log.");
    }
    requireNotRejected(messageId);
  }

  private void begin() {
    deadline = clock.instant().plus(patience);
  }

  private Optional<SetupState> look(SetupRequest request) {
    requireAlive();
    try {
      return watched.load(request.setupId());
    } catch (StoreException e) {
      requireAlive();
      throw e;
    }
  }

  private void requireAlive() {
    watched
        .died()
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  private void requireNotRejected(String messageId) {
    watched.rejected(REJECTIONS_READ).stream()
        .filter(rejected -> rejected.messageId().equals(messageId))
        .findFirst()
        .ifPresent(SetupWatch::rejected);
  }

  private static void rejected(Requests.Rejected rejected) {
    throw new Failure(
        "Moat rejected the request (%s): %s".formatted(rejected.reason(), rejected.detail()),
        "Mend the request as the reasons say, and post it under a new requestId.");
  }

  private void waitOrGiveUp(Supplier<String> whatIsMissing) {
    if (!clock.instant().isBefore(deadline)) {
      throw new Failure(
          "It took too long. " + whatIsMissing.get(),
          "Look at functions.log for what the app did last; on a busy machine, try again.");
    }
    try {
      pause.take(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("Interrupted while waiting for the setup.", "Start it again.", e);
    }
  }
}
