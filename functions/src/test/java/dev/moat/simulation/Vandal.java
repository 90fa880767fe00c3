package dev.moat.simulation;

import dev.moat.localazure.resourcemanager.ResourceManager;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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

  private record Planned(Instant at, Runnable act) {}

  private final Misdeeds misdeeds;
  private final Clock clock;
  private final RandomGenerator random;
  private final List<SetupRequest> requests;
  private final List<Planned> planned = new ArrayList<>();

  Vandal(ResourceManager azure, Clock clock, RandomGenerator random, List<SetupRequest> requests) {
    this.misdeeds = new Misdeeds(azure, random);
    this.clock = clock;
    this.random = random;
    this.requests = requests;
  }

  /** Plans so many acts, at any time within this duration. */
  void plan(int count, Duration within) {
    for (int i = 0; i < count; i++) {
      Instant at = clock.instant().plusMillis(random.nextLong(within.toMillis()));
      Runnable act = anAct();
      int times = random.nextInt(12) == 0 ? 4 : 1;
      for (int again = 0; again < times; again++) {
        planned.add(new Planned(at.plus(BETWEEN_REPETITIONS.multipliedBy(again)), act));
      }
    }
  }

  /** Does what is due. */
  void act() {
    planned.stream().filter(p -> !p.at().isAfter(clock.instant())).toList().forEach(this::perform);
  }

  /** Does the next act ahead of its time: in the middle of something. */
  void actEarly() {
    planned.stream().min(Comparator.comparing(Planned::at)).ifPresent(this::perform);
  }

  /** When the next act is due; empty when all is done. */
  Optional<Instant> nextAct() {
    return planned.stream().map(Planned::at).min(Instant::compareTo);
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

  private void perform(Planned next) {
    planned.remove(next);
    next.act().run();
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
            misdeeds::rejectConnection,
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
      Instant later = clock.instant().plusSeconds(30 + random.nextInt(600));
      planned.add(new Planned(later, () -> misdeeds.makeEndpoint(of)));
    }
  }
}
