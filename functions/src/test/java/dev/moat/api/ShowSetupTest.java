package dev.moat.api;

import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.SUBNET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.model.Actor;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.Fact;
import dev.moat.model.Operation;
import dev.moat.model.ResourceChange;
import dev.moat.model.Reversal;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a setup. */
class ShowSetupTest {

  private final ApiWorld world = ApiWorld.withSetup();

  @Test
  void a_setup_is_told_with_its_request_and_its_version() {
    Reply reply = world.askOfSetup(Endpoint.SHOW_SETUP).reply();
    JsonNode setup = Document.parse(reply.body().orElseThrow());

    assertThat(setup.path("id").textValue()).isEqualTo(ApiWorld.SETUP.value());
    assertThat(setup.path("status").textValue()).isEqualTo("RUNNING");
    assertThat(setup.path("generation").intValue()).isEqualTo(1);
    assertThat(setup.path("acceptedAt").textValue()).isEqualTo("2026-11-21T12:00:00Z");
    assertThat(reply.headers()).containsEntry("ETag", "\"" + setup.path("version").asText() + "\"");
    assertThat(setup.path("version").textValue()).matches("[0-9a-f]{16}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secureacr",
        "secureacr-on-drift",
        "secureacr-with-integration-subnet",
        "secureacr-manual-approval"
      })
  void the_request_can_be_posted_again_as_it_is_told(String sample) {
    SetupRequest request = ApiWorld.request(ApiWorld.sample(sample));

    SetupRequest again = ApiWorld.request(RequestJson.write(request).toString());

    assertThat(again.driftPolicy()).isEqualTo(request.driftPolicy());
    assertThat(again).usingRecursiveComparison().ignoringFields("onDrift").isEqualTo(request);
  }

  @Test
  void each_step_comes_after_its_prerequisites() {
    Set<String> before = new HashSet<>();
    for (JsonNode step : steps()) {
      step.path("prerequisites").forEach(name -> assertThat(before).contains(name.textValue()));
      before.add(step.path("name").textValue());
    }

    assertThat(before).hasSameSizeAs(world.state().steps().keySet());
    assertThat(step(LOCKDOWN).path("prerequisites")).isNotEmpty();
    assertThat(step(SUBNET).path("resource").textValue())
        .isEqualTo(ApiWorld.REQUEST.privateEndpoint().subnet().value());
  }

  @Test
  void all_that_is_known_of_a_step_is_told() {
    var subnet = ApiWorld.REQUEST.privateEndpoint().subnet();
    var alice = new Actor(Optional.of("Alice"), Optional.of("a11ce"), Optional.empty());
    var change = new ResourceChange(subnet, "Microsoft.Network/write", alice, "c-1", ApiWorld.NOON);
    world.record(
        SUBNET,
        step ->
            step.status(StepStatus.FAILED)
                .attempt(2)
                .createdByMoat(true)
                .outputs(Map.of("b", "2", "a", "1"))
                .evidence(List.of(new Fact("it is there", subnet)))
                .error(Optional.of(new StepError("SubnetTooSmall", "It is full.", "Ask.")))
                .drifts(
                    List.of(
                        new Drift(
                            ApiWorld.NOON,
                            List.of(new Difference("prefix", "/24", "/28")),
                            Optional.of(change),
                            Drift.Response.REPAIRED)))
                .startedAt(Optional.of(ApiWorld.NOON))
                .finishedAt(Optional.of(ApiWorld.NOON)));

    JsonNode step = step(SUBNET);

    assertThat(step.path("status").textValue()).isEqualTo("FAILED");
    assertThat(step.path("attempt").intValue()).isEqualTo(2);
    assertThat(step.path("createdByMoat").booleanValue()).isTrue();
    assertThat(step.path("outputs")).hasToString("{\"a\":\"1\",\"b\":\"2\"}");
    assertThat(step.at("/evidence/0/statement").textValue()).isEqualTo("it is there");
    assertThat(step.at("/error/code").textValue()).isEqualTo("SubnetTooSmall");
    assertThat(step.at("/drifts/0/cause/actor"))
        .hasToString("{\"name\":\"Alice\",\"objectId\":\"a11ce\"}");
    assertThat(step.path("onDrift").textValue()).isEqualTo("REPAIR");
    assertThat(step.path("replayable").booleanValue()).isTrue();
    assertThat(step(LOCKDOWN).path("replayable").booleanValue()).isFalse();
  }

  @Test
  void what_to_do_about_a_drift_is_told_while_a_step_stands_still_with_it() {
    var registry = StepKind.REGISTRY;
    Drift gone =
        new Drift(ApiWorld.NOON, List.of(Drift.GONE), Optional.empty(), Drift.Response.REPORTED);
    world.record(registry, step -> step.status(StepStatus.DRIFTED).drifts(List.of(gone)));
    world.record(LOCKDOWN, step -> step.status(StepStatus.DRIFTED).drifts(List.of(gone)));
    world.record(ENDPOINT, step -> step.status(StepStatus.CONTESTED).drifts(List.of(gone)));
    world.record(SUBNET, step -> step.status(StepStatus.SUCCEEDED).drifts(List.of(gone)));

    assertThat(advice(registry)).contains("recover it", "makes an empty registry");
    assertThat(advice(LOCKDOWN)).startsWith("Put it back, or replay");
    assertThat(advice(ENDPOINT)).contains("who is to decide, then replay the step");
    assertThat(step(SUBNET).has("advice")).isFalse();
  }

  private String advice(StepKind kind) {
    return step(kind).path("advice").textValue();
  }

  @Test
  void an_operations_signed_parameters_are_not_told() {
    String url = "https://management.azure.com/operations/1";
    world.record(
        ENDPOINT,
        step ->
            step.status(StepStatus.PARKED)
                .operation(
                    Optional.of(
                        new Operation(
                            Operation.Style.ASYNC_OPERATION,
                            url + "?api-version=1&t=638&c=MIIH&s=signature",
                            ApiWorld.NOON))));

    assertThat(step(ENDPOINT).at("/operation/url").textValue()).isEqualTo(url);
  }

  @Test
  void of_a_reversal_its_own_steps_come_first_and_all_others_are_told_too() {
    ApiWorld made = ApiWorld.inWhichAllIsMade();
    made.record(SUBNET, step -> step.createdByMoat(true));
    made.record(ENDPOINT, step -> step.createdByMoat(true));
    made.record(setup -> setup.reversing(Reversal.teardown(false)));

    JsonNode setup = made.askOfSetup(Endpoint.SHOW_SETUP).json(200);

    List<String> names = new ArrayList<>();
    setup.path("steps").forEach(step -> names.add(step.path("name").textValue()));
    assertThat(setup.at("/reversal/kind").textValue()).isEqualTo("TEARDOWN");
    assertThat(names).hasSize(10).startsWith("lockdown", "endpoint", ApiWorld.name(SUBNET).value());
    assertThat(setup.at("/steps/1/prerequisites")).hasToString("[\"lockdown\"]");
  }

  @Test
  void calls_are_counted_over_all_steps() {
    world.record(SUBNET, step -> step.called(3, 1));
    world.record(ENDPOINT, step -> step.called(2, 2));

    assertThat(world.askOfSetup(Endpoint.SHOW_SETUP).json(200).path("calls"))
        .hasToString("{\"reads\":5,\"writes\":3}");
  }

  @Test
  void what_can_be_asked_depends_on_how_things_are() {
    assertThat(verbs(world)).containsExactly("cancel", "restore", "teardown");

    world.record(setup -> setup.cancelled());
    assertThat(verbs(world)).containsExactly("replay", "restore", "teardown");

    world.record(setup -> setup.ended(SetupStatus.TORN_DOWN, ApiWorld.NOON));
    assertThat(verbs(world)).doesNotContain("replay", "cancel", "teardown");

    assertThat(verbs(ApiWorld.inWhichAllIsMade())).containsExactly("restore", "teardown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nosuch-0123456789", "x", "a' or 'a' eq 'a", "\u0000"})
  void a_setup_that_is_not_there_is_told(String key) {
    world.ask(Endpoint.SHOW_SETUP).path("setup", key).refused(404, "NoSuchSetup");
  }

  @Test
  void an_unknown_query_parameter_is_refused_but_not_the_hosts_key() {
    world.askOfSetup(Endpoint.SHOW_SETUP).query("code", "key").json(200);
    world.askOfSetup(Endpoint.SHOW_SETUP).query("verbose", "1").refused(400, "InvalidQuery");
  }

  @Test
  void the_history_is_told_newest_first() {
    world.askOfSetup(Endpoint.CANCEL).json(202);

    JsonNode page = world.askOfSetup(Endpoint.SHOW_HISTORY).json(200);

    assertThat(page.at("/items/0/reason").textValue()).isEqualTo("SetupCancelled");
    assertThat(page.at("/items/1/reason").textValue()).isEqualTo("SetupAccepted");
    assertThat(world.askOfSetup(Endpoint.SHOW_HISTORY).query("limit", "1").json(200).path("items"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "201", "-1", "x", "1e2", "99999999999999999999"})
  void a_limit_that_makes_no_sense_is_refused(String limit) {
    world.askOfSetup(Endpoint.SHOW_HISTORY).query("limit", limit).refused(400, "InvalidQuery");
  }

  private static List<String> verbs(ApiWorld world) {
    List<String> verbs = new ArrayList<>();
    world
        .askOfSetup(Endpoint.SHOW_SETUP)
        .json(200)
        .path("verbs")
        .forEach(verb -> verbs.add(verb.textValue()));
    return verbs;
  }

  private JsonNode steps() {
    return world.askOfSetup(Endpoint.SHOW_SETUP).json(200).path("steps");
  }

  private JsonNode step(StepKind kind) {
    for (JsonNode step : steps()) {
      if (step.path("name").textValue().equals(ApiWorld.name(kind).value())) {
        return step;
      }
    }
    throw new AssertionError("There is no " + kind);
  }
}
