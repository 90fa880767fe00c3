package dev.moat.plan;

import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import dev.moat.model.Reversal;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes the plan of a reversal: what a setup did, backwards. The registry's settings come first, so
 * that nobody is shut out while the private path goes; then what Moat created, each resource after
 * all that was made on it. What Moat did not create is not in the plan.
 *
 * <p>A registry that is to be removed is not opened before: its settings come last, for the case
 * that it stays after all.
 */
final class Reversals {

  private static final StepName LOCKDOWN = StepName.of(StepKind.LOCKDOWN);
  private static final StepName REGISTRY = StepName.of(StepKind.REGISTRY);

  private final SetupRecord setup;
  private final Reversal reversal;
  private final Plan plan;
  private final Map<StepName, StepRecord> records;

  private Reversals(SetupRecord setup, Reversal reversal, Collection<StepRecord> records) {
    this.setup = setup;
    this.reversal = reversal;
    this.plan = Plans.of(setup.request());
    this.records =
        records.stream().collect(Collectors.toMap(StepRecord::name, Function.identity()));
  }

  static Plan of(SetupRecord setup, Reversal reversal, Collection<StepRecord> records) {
    return new Reversals(setup, reversal, records).plan();
  }

  private Plan plan() {
    List<StepName> names = names();
    return new Plan(names.stream().map(name -> planned(name, names)).toList());
  }

  private List<StepName> names() {
    List<StepName> names = new ArrayList<>();
    if (records.containsKey(LOCKDOWN)) {
      names.add(LOCKDOWN);
    }
    if (reversal.isTeardown()) {
      records.values().stream().filter(this::isRemoved).map(StepRecord::name).forEach(names::add);
    }
    return names;
  }

  private boolean isRemoved(StepRecord record) {
    boolean isRegistry = record.name().kind() == StepKind.REGISTRY;
    return isOfMoat(record)
        && !record.name().equals(LOCKDOWN)
        && plan.resourceOf(record).isPresent()
        && (!isRegistry || reversal.deleteRegistry());
  }

  /** What was removed is no longer Moat's, but stays in the plan it was removed by. */
  private static boolean isOfMoat(StepRecord record) {
    return record.createdByMoat()
        || record.status() == StepStatus.REMOVED
        || record.status() == StepStatus.LEFT;
  }

  private PlannedStep planned(StepName name, List<StepName> all) {
    ResourceId registry = setup.request().registry().id();
    Desired desired =
        name.equals(LOCKDOWN)
            ? new Desired.Restoration(registry)
            : new Desired.Removal(
                name.kind(), plan.resourceOf(records.get(name)).orElseThrow(), registry);
    Set<StepName> prerequisites =
        all.stream()
            .filter(other -> !other.equals(name) && comesBefore(other, name, all))
            .collect(Collectors.toSet());
    return new PlannedStep(name, desired, prerequisites);
  }

  /**
   * Whether one is undone before the other. Of what an earlier generation left behind the edges are
   * not known; it is told by the order of the kinds, in which each comes after those it needs.
   */
  private boolean comesBefore(StepName one, StepName other, List<StepName> all) {
    if (one.equals(LOCKDOWN) || other.equals(LOCKDOWN)) {
      return one.equals(LOCKDOWN) != all.contains(REGISTRY);
    }
    if (isPlanned(one) && isPlanned(other)) {
      return plan.allPrerequisites(one).contains(other) || keepsRecordsIn(one, other);
    }
    return one.kind().compareTo(other.kind()) > 0;
  }

  /**
   * Records go with their zone group, or else with the endpoint. Those that are there after that
   * are others', and keep the zone and its links.
   */
  private static boolean keepsRecordsIn(StepName one, StepName other) {
    boolean hasRecords = one.kind() == StepKind.ZONE_GROUP || one.kind() == StepKind.ENDPOINT;
    return hasRecords && (other.kind() == StepKind.LINK || other.kind() == StepKind.DNS_ZONE);
  }

  private boolean isPlanned(StepName name) {
    return plan.find(name).isPresent();
  }
}
