package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.Arm;
import dev.moat.model.Drift;
import dev.moat.model.OnDrift;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.plan.Plan;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.step.Observation;
import dev.moat.step.Steps;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * One setup when nobody has changed anything for long: each step is as asked, or it stands reported
 * for a cause that can be named, or relies on one that does.
 */
final class Aftermath {

  private final SetupState state;
  private final SetupRequest request;
  private final Plan plan;
  private final Arm arm;
  private final Vandal vandal;
  private final boolean disturbed;

  /**
   * @param disturbed whether somebody undid things before the setup had ended for the first time
   */
  Aftermath(SetupState state, Arm arm, Vandal vandal, boolean disturbed) {
    this.state = state;
    this.request = state.setup().value().request();
    this.plan = Plans.of(request);
    this.arm = arm;
    this.vandal = vandal;
    this.disturbed = disturbed;
  }

  void check(Inspector inspector) {
    assertThat(state.noticed()).as("changes that nobody looked into").isEmpty();
    Set<StepName> open = new HashSet<>();
    for (PlannedStep step : plan.steps()) {
      if (step.name().kind() != StepKind.PREFLIGHT && !isAsWanted(step)) {
        assertThat(isExcused(step, open)).as("an excuse for %s", describe(step)).isTrue();
        open.add(step.name());
      }
    }
    assertThatTheStatusIsRight();
    if (open.isEmpty() && state.setup().value().status() == SetupStatus.SUCCEEDED) {
      inspector.assertThatIsPrivate(request);
    }
  }

  private boolean isAsWanted(PlannedStep step) {
    return observe(step) instanceof Observation.Matches;
  }

  private Observation observe(PlannedStep step) {
    Map<StepKind, Map<String, String>> outputs = new HashMap<>();
    state.steps().forEach((name, read) -> outputs.put(name.kind(), read.value().outputs()));
    return Steps.task(step.name().kind(), step.desired())
        .observe(arm, outputs, record(step.name()).outputs());
  }

  /** A step that is not as wanted must say so, and there must be a reason. */
  private boolean isExcused(PlannedStep step, Set<StepName> open) {
    OnDrift policy = request.driftPolicy().of(step.name());
    if (policy == OnDrift.IGNORE) {
      return true;
    }
    boolean reliesOnOne = reliesOn(step, open);
    return isReported(step.name(), reliesOnOne)
        && (reliesOnOne || policy == OnDrift.REPORT || hasCause(step.name()));
  }

  private boolean reliesOn(PlannedStep step, Set<StepName> open) {
    return step.prerequisites().stream()
        .anyMatch(name -> open.contains(name) || reliesOn(plan.step(name), open));
  }

  private boolean isReported(StepName name, boolean reliesOnOne) {
    StepRecord record = record(name);
    return switch (record.status()) {
      case DRIFTED, CONTESTED -> !record.drifts().isEmpty();
      case FAILED -> record.error().isPresent();
      case PENDING -> reliesOnOne;
      default -> false;
    };
  }

  private boolean hasCause(StepName name) {
    StepRecord record = record(name);
    boolean registryIsGone =
        name.kind() == StepKind.REGISTRY
            && vandal.hasRemoved(request.registry().id())
            && !request.driftPolicy().recreateRegistry();
    boolean neverWas = disturbed && !record.isKept() && record.status() == StepStatus.FAILED;
    boolean isContested =
        record.status() == StepStatus.CONTESTED
            && vandal.total() >= record.drifts().size()
            && undone(record) == SimulatedWorld.DRIFT.flips();
    return registryIsGone || neverWas || isContested || isOfSomebodyElse(record);
  }

  /** How often it differed in a field of the contested drift, and was or was not repaired. */
  private static long undone(StepRecord record) {
    Drift contested = record.drifts().get(record.drifts().size() - 1);
    return record.drifts().stream()
        .filter(drift -> drift.response() != Drift.Response.REPORTED)
        .filter(drift -> drift.sharesFieldWith(contested.differences()))
        .count();
  }

  /**
   * Whether the endpoint was refused and is not known to be ours: then it is not ours to remove.
   */
  private boolean isOfSomebodyElse(StepRecord record) {
    boolean isRefused =
        record.error().filter(error -> error.code().startsWith("EndpointConnection")).isPresent();
    boolean isUnknown = !record.outputs().containsKey("madeAs");
    return record.status() == StepStatus.FAILED
        && isRefused
        && (isUnknown || !record.createdByMoat() || vandal.hasMadeAnEndpoint());
  }

  private void assertThatTheStatusIsRight() {
    boolean allSucceeded =
        state.steps().values().stream()
            .map(Versioned::value)
            .filter(step -> step.status() != StepStatus.NOT_PLANNED)
            .allMatch(step -> step.status() == StepStatus.SUCCEEDED);
    assertThat(state.setup().value().status() == SetupStatus.SUCCEEDED)
        .as("whether %s succeeded with %s", request.setupId(), state.steps())
        .isEqualTo(allSucceeded);
    assertThat(state.setup().value().status().isActive()).as("whether it is active").isFalse();
  }

  /** What was answered to drifts, as far as steps remember it. */
  Drifting happened() {
    return Drifting.answered(
        answers(Drift.Response.REPAIRED),
        answers(Drift.Response.REPORTED),
        answers(Drift.Response.CONTESTED),
        named());
  }

  /** How many drifts it is told of who caused them. */
  private int named() {
    return (int)
        state.steps().values().stream()
            .flatMap(step -> step.value().drifts().stream())
            .filter(drift -> drift.cause().isPresent())
            .count();
  }

  private int answers(Drift.Response response) {
    return (int)
        state.steps().values().stream()
            .flatMap(step -> step.value().drifts().stream())
            .filter(drift -> drift.response() == response)
            .count();
  }

  private String describe(PlannedStep step) {
    return "%s of %s: found %s, recorded %s. The others: %s. The vandal: %s"
        .formatted(
            step.name(),
            request.setupId(),
            observe(step),
            record(step.name()),
            statuses(),
            vandal.acts());
  }

  private Map<StepName, StepStatus> statuses() {
    Map<StepName, StepStatus> statuses = new HashMap<>();
    state.steps().forEach((name, read) -> statuses.put(name, read.value().status()));
    return statuses;
  }

  private StepRecord record(StepName name) {
    return state.steps().get(name).value();
  }
}
