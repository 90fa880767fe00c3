package dev.moat.simulation;

import dev.moat.localazure.resourcemanager.ResourceManager;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Somebody with rights who undoes what setups made, at any moment; now and then the same again and
 * again.
 */
final class Vandal {

  private static final Duration BETWEEN_REPETITIONS = Duration.ofSeconds(100);
  private static final int CONTEST = 4;

  private final Misdeeds misdeeds;
  private final Clock clock;
  private final RandomGenerator random;
  private final List<SetupRequest> requests;
  private final Agenda agenda;

  Vandal(ResourceManager azure, Clock clock, RandomGenerator random, List<SetupRequest> requests) {
    this.misdeeds = new Misdeeds(azure, random, this::atOnce);
    this.clock = clock;
    this.random = random;
    this.requests = requests;
    this.agenda = new Agenda(clock);
  }

  /** Plans so many acts, at any time within this duration. */
  void plan(int count, Duration within) {
    for (int i = 0; i < count; i++) {
      Instant at = clock.instant().plusMillis(random.nextLong(within.toMillis()));
      Runnable act = anAct();
      int times = random.nextInt(12) == 0 ? 4 : 1;
      for (int again = 0; again < times; again++) {
        agenda.plan(at.plus(BETWEEN_REPETITIONS.multipliedBy(again)), act);
      }
    }
  }

  /** Plans to put something of the vandal's own in the place of what a setup made. */
  void planReplacement(SetupRequest of, Instant at) {
    Runnable act =
        switch (random.nextInt(4)) {
          case 0 -> () -> replaceEndpoint(of);
          case 1 -> () -> replaceRegistry(of);
          default -> () -> misdeeds.replace(of);
        };
    agenda.plan(at, act);
  }

  /** Plans to take the same away so often before a time that Moat gives up to bring it back. */
  void planContest(SetupRequest of, Instant before) {
    Consumer<SetupRequest> act = random.nextBoolean() ? misdeeds::removeLink : misdeeds::removeRole;
    for (int i = 1; i <= CONTEST; i++) {
      agenda.plan(before.minus(BETWEEN_REPETITIONS.multipliedBy(i)), () -> act.accept(of));
    }
  }

  /** Plans to change who may reach a registry. */
  void planOpening(SetupRequest of, Instant at) {
    Consumer<SetupRequest> act =
        random.nextBoolean() ? misdeeds::openPublicAccess : misdeeds::addIpRule;
    agenda.plan(at, () -> act.accept(of));
  }

  private void replaceRegistry(SetupRequest of) {
    misdeeds.removeRegistry(of);
    atOnce(() -> misdeeds.makeRegistry(of));
  }

  /** Does what is due. */
  void act() {
    agenda.act();
  }

  /** Does the next act ahead of its time: in the middle of something. */
  void actEarly() {
    agenda.actEarly();
  }

  /** When the next act is due; empty when all is done. */
  Optional<Instant> nextAct() {
    return agenda.nextAct();
  }

  /** How often something was undone, by what it was; refused attempts are not counted. */
  Map<String, Integer> acts() {
    return misdeeds.done();
  }

  int total() {
    return acts().values().stream().mapToInt(Integer::intValue).sum();
  }

  boolean hasRemoved(ResourceId registry) {
    return misdeeds.hasRemoved(registry);
  }

  /** How often the network settings of a registry were changed. */
  int changesOfSettings(ResourceId registry) {
    return misdeeds.changesOfSettings(registry);
  }

  boolean hasMadeAnEndpoint() {
    return acts().containsKey("endpoint made");
  }

  private Runnable anAct() {
    SetupRequest of = requests.get(random.nextInt(requests.size()));
    List<Consumer<SetupRequest>> all =
        List.of(
            misdeeds::openPublicAccess,
            misdeeds::openPublicAccess,
            misdeeds::addIpRule,
            misdeeds::removeZoneGroup,
            misdeeds::removeRecord,
            misdeeds::overwriteRecord,
            misdeeds::removeLink,
            misdeeds::removeEndpoint,
            this::replaceEndpoint,
            misdeeds::endConnection,
            misdeeds::removeRole,
            misdeeds::spoilSubnet,
            misdeeds::addReplication,
            misdeeds::tag,
            random.nextInt(3) == 0 ? misdeeds::removeRegistry : misdeeds::tag);
    Consumer<SetupRequest> act = all.get(random.nextInt(all.size()));
    return () -> act.accept(of);
  }

  private void replaceEndpoint(SetupRequest of) {
    if (misdeeds.removeEndpointForAnother(of)) {
      soon(() -> misdeeds.makeEndpoint(of));
    }
  }

  private void atOnce(Runnable act) {
    agenda.plan(clock.instant().plusSeconds(random.nextInt(60)), act);
  }

  private void soon(Runnable act) {
    agenda.plan(clock.instant().plusSeconds(30 + random.nextInt(600)), act);
  }
}
