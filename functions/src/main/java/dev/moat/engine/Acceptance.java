package dev.moat.engine;

import dev.moat.model.SetupRequest;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.request.GuardRails;
import dev.moat.request.NamedSteps;
import dev.moat.request.ParseResult;
import dev.moat.request.Problem;
import dev.moat.request.Problems;
import dev.moat.request.RequestParser;
import dev.moat.store.Requests;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Takes a caller's message: makes it a new generation of a setup, recognises it as one that was
 * taken before, or rejects it with its reasons.
 */
public final class Acceptance {

  private static final int TRIES_AGAINST_OTHERS = 10;

  private final RequestParser parser;
  private final GuardRails guardRails;
  private final Requests requests;
  private final SetupStore setups;
  private final Outbox outbox;
  private final Keeping keeping;
  private final Rejections rejections;
  private final Clock clock;

  public Acceptance(
      RequestParser parser,
      GuardRails guardRails,
      Requests requests,
      SetupStore setups,
      Outbox outbox,
      Keeping keeping,
      Rejections rejections,
      Clock clock) {
    this.parser = parser;
    this.guardRails = guardRails;
    this.requests = requests;
    this.setups = setups;
    this.outbox = outbox;
    this.keeping = keeping;
    this.rejections = rejections;
    this.clock = clock;
  }

  /**
   * Takes one message.
   *
   * @param messageId of the Service Bus message
   */
  public void take(String body, String messageId) {
    ParseResult result = parser.parse(body);
    if (result instanceof ParseResult.Rejected rejected) {
      rejections.reject(messageId, rejected.requestId(), rejected.problems(), body);
    } else if (result instanceof ParseResult.Accepted accepted) {
      takeValid(accepted, body, messageId);
    }
  }

  private void takeValid(ParseResult.Accepted accepted, String body, String messageId) {
    SetupRequest request = accepted.request();
    List<Problem> problems =
        Problems.merged(guardRails.check(request), stepsOf(request).check(request));
    if (!problems.isEmpty()) {
      rejections.reject(messageId, Optional.of(request.requestId()), problems, body);
      return;
    }
    Requests.Seen seen =
        new Requests.Seen(request.requestId(), request.registry().id(), accepted.digest());
    Optional<Requests.Seen> earlier = requests.putIfAbsent(seen);
    if (earlier.isPresent() && !earlier.get().equals(seen)) {
      rejections.rejectReusedId(messageId, request.requestId(), earlier.get().registry(), body);
      return;
    }
    open(request, earlier.isPresent());
  }

  private static NamedSteps stepsOf(SetupRequest request) {
    return new NamedSteps(Plans.of(request).steps().stream().map(PlannedStep::name).toList());
  }

  /**
   * Opens a generation for the request, once.
   *
   * @param seenBefore whether the id was remembered by an earlier delivery, which may have crashed
   *     before it opened the generation
   */
  private void open(SetupRequest request, boolean seenBefore) {
    boolean mayBeOpen = seenBefore;
    for (int i = 0; i < TRIES_AGAINST_OTHERS; i++) {
      Optional<SetupState> state = setups.load(request.setupId());
      state.ifPresent(outbox::sendLeftovers);
      if (mayBeOpen && setups.wasAccepted(request.setupId(), request.requestId())) {
        return;
      }
      keeping.opens(request, state);
      if (outbox.commit(Generation.of(request, state, clock.instant()))) {
        state.ifPresent(before -> keeping.opened(request, state));
        return;
      }
      mayBeOpen = true;
    }
    throw new IllegalStateException(
        "Setup '" + request.setupId() + "' was changed by others each time it was to be opened");
  }
}
