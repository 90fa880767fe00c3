package dev.moat.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.engine.Answer;
import dev.moat.engine.Operators;
import dev.moat.engine.TeardownPlan;
import dev.moat.engine.Verb;
import dev.moat.model.StepName;
import dev.moat.store.SetupState;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What operators ask of one setup. */
final class Verbs {

  /** Each verb as it would be asked first, to see whether it can be asked at all. */
  private static final Map<String, Function<SetupState, Verb>> EACH = each();

  private final SetupFinder setups;
  private final Operators operators;
  private final Bodies bodies;
  private final SetupJson json;

  Verbs(SetupFinder setups, Operators operators, Bodies bodies, SetupJson json) {
    this.setups = setups;
    this.operators = operators;
    this.bodies = bodies;
    this.json = json;
  }

  /** The names of what can be asked of a setup as it is. */
  static List<String> possible(SetupState state, Operators operators) {
    return EACH.entrySet().stream()
        .filter(verb -> operators.allows(state, verb.getValue().apply(state)))
        .map(Map.Entry::getKey)
        .toList();
  }

  Reply replay(Call call, Caller caller) {
    Set<StepName> steps = new HashSet<>();
    bodies
        .read(Endpoint.REPLAY, call)
        .path("steps")
        .forEach(step -> steps.add(new StepName(step.textValue())));
    return ask(call, caller, new Verb.Replay(steps));
  }

  Reply cancel(Call call, Caller caller) {
    bodies.read(Endpoint.CANCEL, call);
    return ask(call, caller, new Verb.Cancel());
  }

  Reply approve(Call call, Caller caller) {
    bodies.read(Endpoint.APPROVE, call);
    return ask(call, caller, new Verb.Decide(true));
  }

  Reply reject(Call call, Caller caller) {
    bodies.read(Endpoint.REJECT, call);
    return ask(call, caller, new Verb.Decide(false));
  }

  Reply restore(Call call, Caller caller) {
    JsonNode minutes = bodies.read(Endpoint.RESTORE, call).path("minutes");
    Optional<Duration> lasting =
        minutes.isMissingNode()
            ? Optional.empty()
            : Optional.of(Duration.ofMinutes(minutes.longValue()));
    return ask(call, caller, new Verb.Restore(lasting));
  }

  Reply teardown(Call call, Caller caller) {
    JsonNode body = bodies.read(Endpoint.TEARDOWN, call);
    boolean deleteRegistry = body.path("deleteRegistry").booleanValue();
    return ask(call, caller, new Verb.Teardown(deleteRegistry, body.path("plan").textValue()));
  }

  private Reply ask(Call call, Caller caller, Verb verb) {
    SetupState state = setups.find(call);
    Optional<String> version = Version.asSeen(call, state);
    Answer answer = operators.ask(state.setup().value().id(), verb, caller.operator(), version);
    if (answer instanceof Answer.Granted granted) {
      return Reply.json(Reply.ACCEPTED, json.write(granted.state()))
          .with("ETag", Version.tag(granted.state()));
    }
    if (answer instanceof Answer.Refused refused) {
      throw Refusal.of(409, refused.code(), refused.message(), refused.advice());
    }
    throw answer instanceof Answer.Outdated ? Version.outdated(state) : SetupFinder.missing(call);
  }

  private static Map<String, Function<SetupState, Verb>> each() {
    Map<String, Function<SetupState, Verb>> verbs = new LinkedHashMap<>();
    verbs.put("replay", state -> new Verb.Replay(Set.of()));
    verbs.put("cancel", state -> new Verb.Cancel());
    verbs.put("approve", state -> new Verb.Decide(true));
    verbs.put("reject", state -> new Verb.Decide(false));
    verbs.put("restore", state -> new Verb.Restore(Optional.of(Duration.ofMinutes(1))));
    verbs.put("teardown", state -> new Verb.Teardown(false, TeardownPlan.of(state, false).id()));
    return verbs;
  }
}
