package dev.moat.api;

import static dev.moat.api.Json.object;
import static dev.moat.api.Json.putText;
import static dev.moat.api.Json.putTime;
import static dev.moat.api.Json.texts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.engine.Operators;
import dev.moat.engine.Verb;
import dev.moat.model.OnDrift;
import dev.moat.model.ResourceId;
import dev.moat.model.Reversal;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.store.SetupState;
import dev.moat.store.SetupSummary;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a setup with all that is recorded of it but its history. */
final class SetupJson {

  private final Operators operators;

  SetupJson(Operators operators) {
    this.operators = operators;
  }

  ObjectNode write(SetupState state) {
    SetupRecord setup = state.setup().value();
    ObjectNode json = object().put("id", setup.id().value()).put("version", Version.of(state));
    head(json, setup);
    json.set("request", RequestJson.write(setup.request()));
    json.set("steps", steps(state));
    json.set("calls", calls(state.records()));
    json.set("verbs", texts(Verbs.possible(state, operators)));
    return json;
  }

  /** A setup in a list. */
  static ObjectNode summary(SetupSummary summary) {
    SetupRecord setup = summary.setup();
    ObjectNode json = object().put("id", setup.id().value());
    head(json, setup);
    ObjectNode counts = json.putObject("steps");
    summary.steps().forEach((status, count) -> counts.put(status.name(), count));
    json.set("failedSteps", texts(summary.failedSteps()));
    return json;
  }

  private static void head(ObjectNode json, SetupRecord setup) {
    json.put("registry", setup.request().registry().id().value())
        .put("status", setup.status().name())
        .put("generation", setup.generation())
        .put("requestId", setup.request().requestId());
    putTime(json, "acceptedAt", setup.acceptedAt());
    putText(json, "finishedAt", setup.finishedAt());
    setup.reversal().ifPresent(reversal -> json.set("reversal", reversal(reversal)));
  }

  private static ObjectNode reversal(Reversal reversal) {
    ObjectNode json = object().put("kind", reversal.kind().name());
    putText(json, "until", reversal.until());
    return json.put("deleteRegistry", reversal.deleteRegistry());
  }

  private static ObjectNode calls(Collection<StepRecord> steps) {
    return StepJson.calls(
        steps.stream().mapToLong(StepRecord::reads).sum(),
        steps.stream().mapToLong(StepRecord::writes).sum());
  }

  /**
   * First the steps that the setup works on now, each after its prerequisites; then what else is
   * recorded: steps of the request that a reversal leaves alone, and those of earlier generations.
   */
  private ArrayNode steps(SetupState state) {
    Map<StepName, ResourceId> resources = resources(state);
    ArrayNode json = object().arrayNode();
    List<PlannedStep> worked = Plans.of(state.setup().value(), state.records()).steps();
    worked.forEach(step -> json.add(step(state, step.name(), step.prerequisites(), resources)));
    Set<StepName> names = worked.stream().map(PlannedStep::name).collect(Collectors.toSet());
    state.steps().keySet().stream()
        .filter(name -> !names.contains(name))
        .forEach(name -> json.add(step(state, name, Set.of(), resources)));
    return json;
  }

  private ObjectNode step(
      SetupState state,
      StepName name,
      Set<StepName> prerequisites,
      Map<StepName, ResourceId> resources) {
    StepRecord record = state.steps().get(name).value();
    return new StepJson(
            record,
            prerequisites,
            Optional.ofNullable(resources.get(name)).or(record::resource),
            onDrift(state, name),
            operators.allows(state, new Verb.Replay(Set.of(name))))
        .write();
  }

  private static Optional<OnDrift> onDrift(SetupState state, StepName name) {
    return Optional.of(name)
        .filter(step -> step.kind().mayDrift())
        .map(step -> state.setup().value().request().driftPolicy().of(step));
  }

  private static Map<StepName, ResourceId> resources(SetupState state) {
    Map<StepName, ResourceId> resources = new HashMap<>();
    Plans.of(state.setup().value().request())
        .steps()
        .forEach(step -> resources.put(step.name(), step.desired().resource()));
    return resources;
  }
}
