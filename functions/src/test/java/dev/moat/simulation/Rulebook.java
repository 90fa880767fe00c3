package dev.moat.simulation;

import dev.moat.localazure.resourcemanager.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.Reversal;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.store.Change;
import dev.moat.store.InMemoryStore;
import java.util.Optional;

/**
 * All that is kept in mind while operators ask things of setups, and the rules that what is
 * recorded, what is written and what ends are held against.
 */
final class Rulebook {

  final Goals goals;
  final Makers makers;
  private final InMemoryStore store;
  private final Claims claims = new Claims();
  private final Culprits culprits = new Culprits(claims);
  final Hearsay hearsay;
  private final Postures postures;
  private final VerbRules rules;
  private final Reversed reversed;
  private final Bystanders bystanders;

  Rulebook(SimulatedWorld world) {
    Inspector inspector = world.watch.inspector();
    store = world.store;
    goals = new Goals(claims);
    makers = new Makers(claims);
    hearsay = new Hearsay(claims, world.queues);
    postures = new Postures(inspector);
    rules =
        new VerbRules(
            world.store, world.leases, claims, goals, makers, hearsay, postures, inspector);
    reversed =
        new Reversed(
            world.store, goals, makers, postures, inspector, world.vandal, world::hasOthers);
    bystanders =
        new Bystanders(
            inspector, goals, world::meddled, world.requests, write -> claims.of(write).setup());
    world.azure.onChange(this::learn);
    world.watch.alsoAsk(rules::check);
    world.watch.alsoAsk(postures::check);
    world.watch.alsoAsk(bystanders::check);
    world.watch.unproved(rules::needsNoProof);
  }

  private void learn(ResourceChange change) {
    culprits.learn(change);
    makers.learn(change);
    postures.learn(change);
    bystanders.learn(change);
  }

  /** Is called with each change that has become part of the state. */
  void learn(Change change) {
    claims.learn(change);
    culprits.check(change);
    goals.learn(change);
    reversed.learn(change);
    change.stepWrites().stream()
        .map(Change.Write::value)
        .filter(step -> step.name().kind() == StepKind.LOCKDOWN)
        .forEach(step -> learn(step, store.load(change.setup()).orElseThrow().setup().value()));
  }

  private void learn(StepRecord lockdown, SetupRecord setup) {
    ResourceId registry = setup.request().registry().id();
    if (lockdown.status() == StepStatus.SUCCEEDED) {
      postures.seal(registry);
    }
    if (lockdown.status() == StepStatus.RESTORED
        && setup.reversal().filter(Reversal::isTeardown).isPresent()) {
      postures.release(registry);
    }
  }

  /** Whether what Moat made for this setup was ever to be removed. */
  boolean wasTornDown(SetupId setup) {
    return goals.wasEver(setup, Goals.Goal.TORN_DOWN);
  }

  /** The setup that is about to be written for. */
  Optional<SetupId> claimed() {
    return claims.latest().map(Claims.Claim::setup);
  }

  /** Looks at what was restored or torn down once more, when nothing is under way any longer. */
  void assertThatItStaysSo(SetupId setup) {
    reversed.check(store.load(setup).orElseThrow().setup().value());
  }

  Tally happened() {
    return reversed.happened().with("writes under way", rules.underWay());
  }
}
