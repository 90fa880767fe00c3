package dev.moat.engine;

import dev.moat.model.SetupRequest;
import dev.moat.store.Requests;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import java.time.Clock;
import java.util.Optional;

/**
 * Takes a caller's message: makes it a new generation of a setup, recognises it as one that was
 * taken before, or rejects it with its reasons.
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
   * Takes one message.
   *
   * @param messageId of the Service Bus message
   */
  public void take(String body, String messageId) {
    Admission.Result result = admission.check(body);
    if (result instanceof Admission.Result.Refused refused) {
      rejections.reject(messageId, refused.requestId(), refused.problems(), body);
    } else if (result instanceof Admission.Result.Admitted admitted) {
      take(admitted, body, messageId);
    }
  }

  private void take(Admission.Result.Admitted admitted, String body, String messageId) {
    SetupRequest request = admitted.request();
    Requests.Seen seen =
        new Requests.Seen(request.requestId(), request.registry().id(), admitted.digest());
    Optional<Requests.Seen> earlier = requests.putIfAbsent(seen);
    if (earlier.isPresent() && !earlier.get().equals(seen)) {
      rejections.rejectReusedId(messageId, request.requestId(), earlier.get().registry(), body);
      return;
    }
    open(request, earlier.isPresent());
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
        state.ifPresent(before -> keeping.opened(before, loaded(request)));
        return;
      }
      mayBeOpen = true;
    }
    throw new IllegalStateException(
        "Setup '" + request.setupId() + "' was changed by others each time it was to be opened");
  }
}
