package dev.moat.engine;

import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import dev.moat.model.Reversal;
import dev.moat.model.SetupRecord;
import dev.moat.model.Sha256;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.plan.Plan;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.store.SetupState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a teardown would do, in its order, and what it would leave. It tells what is recorded;
 * before each removal Azure is looked at, and what others use by then is left.
 *
 * @param id the same for the same plan: a teardown is asked for with the id of the plan that the
 *     operator was shown
 */
public record TeardownPlan(String id, List<Item> items) {

  /** What is done with a resource. */
  public enum Fate {
    /** It gets back the settings that it had before Moat. */
    RESTORED,
    /** It is removed. */
    REMOVED,
    /** It stays as it is. */
    LEFT
  }

  /**
   * One resource.
   *
   * @param why it is removed or stays
   */
  public record Item(StepName step, ResourceId resource, Fate fate, String why) {}

  public TeardownPlan {
    items = List.copyOf(items);
  }

  /** The plan for a setup as it is recorded. */
  public static TeardownPlan of(SetupState state, boolean deleteRegistry) {
    SetupRecord setup = state.setup().value();
    Map<StepName, StepRecord> records = TurnedRound.of(state).records();
    Plan plan = Plans.of(setup.reversing(Reversal.teardown(deleteRegistry)), records.values());
    List<Item> items = new ArrayList<>();
    plan.steps().stream()
        .filter(step -> !isMoot(step, plan))
        .forEach(step -> items.add(undone(step)));
    Map<StepName, PlannedStep> undone =
        plan.steps().stream().collect(Collectors.toMap(PlannedStep::name, step -> step));
    Plans.of(setup.request()).steps().stream()
        .filter(step -> step.name().kind().mayDrift() && !undone.containsKey(step.name()))
        .forEach(step -> items.add(left(step, records.get(step.name()))));
    return new TeardownPlan(id(setup, deleteRegistry, items), items);
  }

  /** The settings of a registry that is removed go with it. */
  private static boolean isMoot(PlannedStep step, Plan plan) {
    return step.desired() instanceof Desired.Restoration
        && plan.steps().stream().anyMatch(other -> other.name().kind() == StepKind.REGISTRY);
  }

  private static Item undone(PlannedStep step) {
    boolean restored = step.desired() instanceof Desired.Restoration;
    return restored
        ? new Item(
            step.name(),
            step.desired().resource(),
            Fate.RESTORED,
            "its network settings are put back as they were before the lock")
        : new Item(step.name(), step.desired().resource(), Fate.REMOVED, "Moat created it");
  }

  private static Item left(PlannedStep step, StepRecord record) {
    return new Item(
        step.name(),
        step.desired().resource(),
        Fate.LEFT,
        record.createdByMoat()
            ? "Moat created it, and it holds images: ask for its removal by deleteRegistry"
            : "Moat did not create it");
  }

  private static String id(SetupRecord setup, boolean deleteRegistry, List<Item> items) {
    String content =
        items.stream()
            .map(item -> item.step() + "|" + item.resource().key() + "|" + item.fate())
            .collect(Collectors.joining("\n"));
    return Sha256.hex(setup.id() + "|" + setup.generation() + "|" + deleteRegistry + "|" + content)
        .substring(0, 16);
  }
}
