package dev.moat.engine;

import dev.moat.model.Intent;
import dev.moat.model.SetupEvent;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.plan.Plan;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.request.GuardRails;
import dev.moat.request.ParseResult;
import dev.moat.request.Problem;
import dev.moat.request.RequestParser;
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import dev.moat.store.Requests;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import dev.moat.store.Versioned;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
  private final Rejections rejections;
  private final Clock clock;

  public Acceptance(
      RequestParser parser,
      GuardRails guardRails,
      Requests requests,
      SetupStore setups,
      Outbox outbox,
      Rejections rejections,
      Clock clock) {
    this.parser = parser;
    this.guardRails = guardRails;
    this.requests = requests;
    this.setups = setups;
    this.outbox = outbox;
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
    List<Problem> problems = guardRails.check(request);
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
      if (outbox.commit(generation(request, state))) {
        return;
      }
      mayBeOpen = true;
    }
    throw new IllegalStateException(
        "Setup '" + request.setupId() + "' was changed by others each time it was to be opened");
  }

  private Change generation(SetupRequest request, Optional<SetupState> state) {
    Instant now = clock.instant();
    long number = state.map(s -> s.setup().value().generation() + 1).orElse(1L);
    SetupId id = request.setupId();
    SetupRecord record =
        new SetupRecord(id, number, request, SetupStatus.RUNNING, now, Optional.empty());
    Change change = Change.of(id);
    state.ifPresentOrElse(s -> change.replace(s.setup(), record), () -> change.insert(record));
    steps(change, Plans.of(request), number, state);
    String text = "Request '" + request.requestId() + "' opened generation " + number;
    return change
        .accept(request.requestId())
        .note(new HistoryEntry(now, number, "setup", "SetupAccepted", text))
        .send(Messages.tell(new SetupEvent(id, number, "accepted")));
  }

  private static void steps(Change change, Plan plan, long generation, Optional<SetupState> state) {
    Set<StepName> planned =
        plan.steps().stream().map(PlannedStep::name).collect(Collectors.toSet());
    for (StepName name : planned) {
      Optional<Versioned<StepRecord>> old = state.map(s -> s.steps().get(name));
      old.ifPresentOrElse(
          read -> change.replaceStep(read, renewed(read.value(), generation, StepStatus.PENDING)),
          () -> change.insert(StepRecord.pending(name, generation)));
    }
    state.stream()
        .flatMap(s -> s.steps().values().stream())
        .filter(read -> !planned.contains(read.value().name()))
        .filter(read -> read.value().status() != StepStatus.NOT_PLANNED)
        .forEach(
            read ->
                change.replaceStep(
                    read, renewed(read.value(), generation, StepStatus.NOT_PLANNED)));
  }

  /**
   * What Moat made, and how things were before it, is remembered from generation to generation. A
   * creation whose end is not recorded counts as made: otherwise nobody would ever remove it.
   */
  private static StepRecord renewed(StepRecord old, long generation, StepStatus status) {
    return StepRecord.pending(old.name(), generation)
        .change()
        .status(status)
        .createdByMoat(old.createdByMoat() || old.intent() == Intent.CREATE)
        .outputs(old.outputs())
        .evidence(old.evidence())
        .record();
  }
}
