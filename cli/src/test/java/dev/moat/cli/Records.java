package dev.moat.cli;

import dev.moat.model.Actor;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.ResourceChange;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepDraft;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.plan.Plans;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Recorded states of the sample's setup, for tests. */
final class Records {

  static final Instant ACCEPTED = Instant.parse("2026-01-02T03:04:05Z");

  static final SetupRequest REQUEST = Sample.in(Path.of("..")).request();

  private Records() {}

  /** Alice opened public access of the sample's registry. */
  static Drift drift(Drift.Response response) {
    ResourceChange cause =
        new ResourceChange(
            REQUEST.registry().id(),
            "Microsoft.ContainerRegistry/registries/write",
            new Actor(Optional.of("Alice Liddell"), Optional.of("a1"), Optional.of("portal")),
            "c0ffee",
            ACCEPTED);
    return new Drift(
        ACCEPTED.plusMillis(4_321),
        List.of(new Difference("publicNetworkAccess", "Disabled", "Enabled")),
        Optional.of(cause),
        response);
  }

  /** A setup whose steps are all pending but for this change to one of them. */
  static SetupState state(
      long generation, SetupStatus status, String step, UnaryOperator<StepDraft> change) {
    Map<StepName, Versioned<StepRecord>> steps = new TreeMap<>();
    Plans.of(REQUEST).steps().stream()
        .map(planned -> StepRecord.pending(planned.name(), generation))
        .map(
            record ->
                record.name().value().equals(step)
                    ? change.apply(record.change()).record()
                    : record)
        .forEach(record -> steps.put(record.name(), new Versioned<>(record, "1")));
    SetupRecord setup =
        new SetupRecord(
            REQUEST.setupId(),
            generation,
            REQUEST,
            status,
            ACCEPTED,
            Optional.empty(),
            Optional.empty());
    return new SetupState(new Versioned<>(setup, "1"), steps, List.of(), List.of());
  }

  static SetupState state(long generation, SetupStatus status) {
    return state(generation, status, "", UnaryOperator.identity());
  }
}
