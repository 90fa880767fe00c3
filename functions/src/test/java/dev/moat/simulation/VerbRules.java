package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.model.ResourceId;
import dev.moat.model.Reversal;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepStatus;
import dev.moat.simulation.Claims.Claim;
import dev.moat.simulation.Goals.Goal;
import dev.moat.simulation.Makers.Deletion;
import dev.moat.simulation.Makers.Maker;
import dev.moat.step.MadeAs;
import dev.moat.store.InMemoryStore;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.util.Optional;
import java.util.Set;

/**
 * What each write of Moat's must keep to, by what operators have asked so far. A write that was
 * under way when somebody asked otherwise still lands: nothing can call it back.
 */
final class VerbRules {

  private static final Set<StepKind> PRIVATE_PATH =
      Set.of(StepKind.ENDPOINT, StepKind.ZONE_GROUP, StepKind.LINK, StepKind.DNS_ZONE);

  private static final Set<StepKind> IDENTIFIED =
      Set.of(StepKind.VIRTUAL_NETWORK, StepKind.REGISTRY, StepKind.ENDPOINT);

  private final InMemoryStore store;
  private final HeldLeases leases;
  private final Claims claims;
  private final Goals goals;
  private final Makers makers;
  private final Hearsay hearsay;
  private final Postures postures;
  private final Inspector inspector;
  private int underWay;

  VerbRules(
      InMemoryStore store,
      HeldLeases leases,
      Claims claims,
      Goals goals,
      Makers makers,
      Hearsay hearsay,
      Postures postures,
      Inspector inspector) {
    this.store = store;
    this.leases = leases;
    this.claims = claims;
    this.goals = goals;
    this.makers = makers;
    this.hearsay = hearsay;
    this.postures = postures;
    this.inspector = inspector;
  }

  /** Is called with each write of Moat's before Azure sees it. */
  void check(ArmRequest write) {
    Claim claim = claims.of(write);
    claims.reached(write);
    if (claim.order() < goals.since(claim.setup())) {
      underWay++;
      return;
    }
    assertThatNobodyElseWrites(write, claim);
    ResourceId resource = new ResourceId(WriteWatch.pathOf(write));
    switch (goals.of(claim.setup())) {
      case LEFT_ALONE ->
          throw new AssertionError(write.method() + " " + resource + " of what was cancelled");
      case RESTORED -> assertThatOnlyTheRegistryIsChanged(write, resource);
      case TORN_DOWN -> checkTeardown(write, resource, claim);
      case PRIVATE -> {}
    }
    if (goals.of(claim.setup()) != Goal.PRIVATE && WriteWatch.locks(write)) {
      assertThat(postures.before(resource))
          .as("that %s, which is to be opened again, was closed before Moat", resource)
          .anyMatch(NetworkSettings::isClosed);
    }
  }

  /** What Azure allows one write at a time on is held by the step that writes. */
  private void assertThatNobodyElseWrites(ArmRequest write, Claim claim) {
    ResourceId resource = new ResourceId(WriteWatch.pathOf(write));
    shared(claim, resource)
        .ifPresent(
            one ->
                assertThat(leases.holder(one))
                    .as("who has reserved %s for %s %s", one, write.method(), resource)
                    .contains(claim.setup() + "/" + claim.step()));
  }

  /** Azure's own rules, whatever the steps say. */
  private Optional<ResourceId> shared(Claim claim, ResourceId resource) {
    return switch (claim.step().kind()) {
      case VIRTUAL_NETWORK, DNS_ZONE, REGISTRY, LOCKDOWN -> Optional.of(resource);
      case SUBNET, LINK -> Optional.of(resource.parent());
      case ENDPOINT ->
          store.load(claim.setup()).map(state -> state.setup().value().request().registry().id());
      case PREFLIGHT, ZONE_GROUP, IDENTITY_GRANT -> Optional.empty();
    };
  }

  /** How many writes were under way when somebody asked for something else. */
  int underWay() {
    return underWay;
  }

  /**
   * Whether a write brings back a registry that was closed before Moat came; or was under way when
   * an operator asked that the registry be removed, which then is not opened first.
   */
  boolean needsNoProof(ArmRequest write) {
    Claim claim = claims.of(write);
    boolean isUnderWay = claim.order() < goals.since(claim.setup());
    return goals.of(claim.setup()) != Goal.PRIVATE && (!isUnderWay || removesRegistry(claim));
  }

  private boolean removesRegistry(Claim claim) {
    return store
        .load(claim.setup())
        .flatMap(state -> state.setup().value().reversal())
        .filter(Reversal::deleteRegistry)
        .isPresent();
  }

  private static void assertThatOnlyTheRegistryIsChanged(ArmRequest write, ResourceId resource) {
    assertThat(write.method()).as("what is done to %s by a restore", resource).isEqualTo("PATCH");
  }

  private void checkTeardown(ArmRequest write, ResourceId resource, Claim claim) {
    assertThat(write.method())
        .as("what is done to %s by a teardown", resource)
        .isIn("PATCH", "DELETE");
    if (write.method().equals("DELETE")) {
      assertThatAllInItIsOfMoat(resource, claim);
      assertThatNobodyIsShutOut(resource, claim);
    }
  }

  /** With a registry goes all that is in it: the operator asked for that. */
  private void assertThatAllInItIsOfMoat(ResourceId resource, Claim claim) {
    boolean withAllInIt = claim.step().kind() != StepKind.REGISTRY;
    makers.atOrUnder(resource).entrySet().stream()
        .filter(made -> withAllInIt || made.getKey().equals(resource))
        .forEach(made -> assertThatItIsOfMoat(made.getKey(), made.getValue(), claim));
    assertThat(makers.of(resource)).as("who made %s, which is removed", resource).isPresent();
  }

  private void assertThatItIsOfMoat(ResourceId resource, Maker maker, Claim claim) {
    assertThat(maker.isMoat() || !inspector.exists(resource) || !mayKnow(resource, claim))
        .as("whether %s is of Moat, and goes in the teardown of %s: %s", resource, claim, maker)
        .isTrue();
  }

  /**
   * What others deleted and made again under the same name has an identity of its own only for some
   * kinds; for others only an event tells, to every setup that ever made it, whatever that has done
   * with its notices since. What others made after Moat set out to and had no answer, or after Moat
   * removed what was there, counts as Moat's until they delete it again: it cannot know.
   */
  private boolean mayKnow(ResourceId resource, Claim claim) {
    Optional<Deletion> last = makers.lastDeletion(resource);
    boolean isTakenForMoats =
        claims
            .lostOnTheWay(claim.setup(), claim.step())
            .filter(lost -> last.isEmpty() || MadeAs.wasBefore(last.get().at(), lost.outputs()))
            .isPresent();
    boolean isIdentified = IDENTIFIED.contains(claim.step().kind());
    return !isTakenForMoats && (isIdentified || last.isEmpty() || mustKnow(last.get(), claim));
  }

  private boolean mustKnow(Deletion deletion, Claim claim) {
    return claims
            .of(deletion.correlationId())
            .filter(by -> by.setup().equals(claim.setup()))
            .isEmpty()
        && hearsay.mustKnow(claim.setup(), deletion.correlationId(), claim.order());
  }

  /** The private path is not taken apart while it is the only one. */
  private void assertThatNobodyIsShutOut(ResourceId resource, Claim claim) {
    SetupState state = store.load(claim.setup()).orElseThrow();
    boolean registryGoesToo =
        removesRegistry(claim)
            && Optional.ofNullable(state.steps().get(StepName.of(StepKind.REGISTRY)))
                .map(Versioned::value)
                .filter(step -> step.createdByMoat() || step.status() == StepStatus.REMOVED)
                .isPresent();
    if (PRIVATE_PATH.contains(claim.step().kind()) && !registryGoesToo) {
      assertThat(state.steps().get(StepName.of(StepKind.LOCKDOWN)).value().status().isDone())
          .as("whether %s was opened before %s is removed", claim.setup(), resource)
          .isTrue();
    }
  }
}
