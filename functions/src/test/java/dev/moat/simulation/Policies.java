package dev.moat.simulation;

import dev.moat.model.DriftPolicy;
import dev.moat.model.OnDrift;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepKind;
import dev.moat.store.Change;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What requests say about drift: mostly that all is repaired. */
final class Policies {

  /** Of these each setup has its own; what several share, another setup may repair. */
  private static final List<StepKind> NOT_SHARED =
      List.of(StepKind.ENDPOINT, StepKind.ZONE_GROUP, StepKind.IDENTITY_GRANT, StepKind.LOCKDOWN);

  private Policies() {}

  /** Of what others may make in place of what a setup made, and nothing but an event tells. */
  private static final List<StepKind> REPLACED = List.of(StepKind.LINK, StepKind.IDENTITY_GRANT);

  /** What operators are to bring about in the end must not be forbidden by the request. */
  static final DriftPolicy REPAIR_ALL = new DriftPolicy(OnDrift.REPAIR, Map.of(), true);

  static DriftPolicy drawForOperators(RandomGenerator random) {
    if (random.nextInt(3) > 0) {
      return REPAIR_ALL;
    }
    StepKind kind = REPLACED.get(random.nextInt(REPLACED.size()));
    OnDrift policy = random.nextInt(3) == 0 ? OnDrift.REPORT : OnDrift.IGNORE;
    return new DriftPolicy(OnDrift.REPAIR, Map.of(kind.label(), policy), true);
  }

  static DriftPolicy draw(RandomGenerator random) {
    boolean recreate = random.nextInt(3) == 0;
    if (random.nextInt(4) > 0) {
      return new DriftPolicy(OnDrift.REPAIR, Map.of(), recreate);
    }
    StepKind kind = NOT_SHARED.get(random.nextInt(NOT_SHARED.size()));
    OnDrift policy = random.nextBoolean() ? OnDrift.REPORT : OnDrift.IGNORE;
    return new DriftPolicy(OnDrift.REPAIR, Map.of(kind.label(), policy), recreate);
  }

  static SetupRequest with(SetupRequest request, DriftPolicy policy) {
    return new SetupRequest(
        request.requestId(),
        request.registry(),
        request.virtualNetworks(),
        request.privateDnsZone(),
        request.privateEndpoint(),
        request.roleAssignments(),
        Optional.of(policy),
        request.replyTo());
  }

  /** Version 1 of the contract cannot say it, so that it is told to the store. */
  static void tell(SetupRequest request, SetupStore store) {
    boolean told = false;
    while (!told) {
      SetupState state = store.load(request.setupId()).orElseThrow();
      SetupRecord read = state.setup().value();
      told =
          read.request().onDrift().equals(request.onDrift())
              || store.commit(
                  Change.of(read.id())
                      .replace(
                          state.setup(),
                          new SetupRecord(
                              read.id(),
                              read.generation(),
                              with(read.request(), request.driftPolicy()),
                              read.status(),
                              read.acceptedAt(),
                              read.finishedAt(),
                              read.reversal())));
    }
  }
}
