package dev.moat.engine;

import dev.moat.model.Operator;
import dev.moat.model.SetupRequest;
import dev.moat.store.Requests;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import java.time.Clock;
import java.util.Optional;

/**
 * Takes a posted request: makes it a new generation of a setup, recognises it as one that was taken
 * before, or rejects it with its reasons.
 */
public final class Acceptance {

  private static final int TRIES_AGAINST_OTHERS = 10;

  private final Admission admission;
  private final Requests requests;
  private final SetupStore setups;
  private final Outbox outbox;
  private final Keeping keeping;
  private final Rejections rejections;
  private final Clock clock;

  public Acceptance(
      Admission admission,
      Requests requests,
      SetupStore setups,
      Outbox outbox,
      Keeping keeping,
      Rejections rejections,
      Clock clock) {
    this.admission = admission;
    this.requests = requests;
    this.setups = setups;
    this.outbox = outbox;
    this.keeping = keeping;
    this.rejections = rejections;
    this.clock = clock;
  }

  /**
   * Takes one message. What cannot become a setup is recorded as rejected.
   *
   * @param messageId of the Service Bus message
   */
  public void take(String body, String messageId) {
    Taken taken = take(body, Optional.empty());
    if (taken instanceof Taken.Rejected rejected) {
      rejections.reject(messageId, rejected.requestId(), rejected.problems(), body);
    } else if (taken instanceof Taken.IdReused reused) {
      rejections.rejectReusedId(messageId, reused.requestId(), reused.registry(), body);
    }
  }

  /** Takes what an operator submits. Nothing is recorded of a request that is not accepted. */
  public Taken submit(String body, Operator who) {
    return take(body, Optional.of(who));
  }

  private Taken take(String body, Optional<Operator> who) {
    Admission.Result result = admission.check(body);
    if (result instanceof Admission.Result.Refused refused) {
      return new Taken.Rejected(refused.requestId(), refused.problems());
    }
    return take((Admission.Result.Admitted) result, who);
  }

  private Taken take(Admission.Result.Admitted admitted, Optional<Operator> who) {
    SetupRequest request = admitted.request();
    Requests.Seen seen =
        new Requests.Seen(request.requestId(), request.registry().id(), admitted.digest());
    Optional<Requests.Seen> earlier = requests.putIfAbsent(seen);
    return earlier.isPresent() && !earlier.get().equals(seen)
        ? new Taken.IdReused(request.requestId(), earlier.get().registry())
        : open(request, who, earlier.isPresent());
  }

  private Taken accepted(SetupRequest request, boolean before) {
    long generation = loaded(request).setup().value().generation();
    return new Taken.Accepted(request.setupId(), request.requestId(), generation, before);
  }

  private SetupState loaded(SetupRequest request) {
    return setups.load(request.setupId()).orElseThrow();
  }

  /**
   * Opens a generation for the request, once.
   *
   * @param seenBefore whether the id was remembered by an earlier delivery, which may have crashed
   *     before it opened the generation
   */
  private Taken open(SetupRequest request, Optional<Operator> who, boolean seenBefore) {
    boolean mayBeOpen = seenBefore;
    for (int i = 0; i < TRIES_AGAINST_OTHERS; i++) {
      Optional<SetupState> state = setups.load(request.setupId());
      state.ifPresent(outbox::sendLeftovers);
      if (mayBeOpen && setups.wasAccepted(request.setupId(), request.requestId())) {
        return accepted(request, true);
      }
      keeping.opens(request, state);
      if (outbox.commit(Generation.of(request, state, who, clock.instant()))) {
        state.ifPresent(before -> keeping.opened(before, loaded(request)));
        return accepted(request, false);
      }
      mayBeOpen = true;
    }
    throw new IllegalStateException(
        "Setup '" + request.setupId() + "' was changed by others each time it was to be opened");
  }
}
