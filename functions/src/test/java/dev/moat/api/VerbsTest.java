package dev.moat.api;

import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.SUBNET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.step.Approvals;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators ask of a setup. */
class VerbsTest {

  private final ApiWorld world = ApiWorld.withSetup();

  @Test
  void a_failed_step_is_replayed() {
    fail();

    Reply reply =
        world
            .askOfSetup(Endpoint.REPLAY)
            .header("Moat-Operator", "Alice")
            .body("{\"steps\": [\"%s\"]}".formatted(ApiWorld.name(SUBNET)))
            .reply();

    assertThat(reply.status()).isEqualTo(202);
    assertThat(step(world).status()).isEqualTo(StepStatus.PENDING);
    assertThat(world.store.history(ApiWorld.SETUP, 1).get(0).text())
        .startsWith("Alice (by function key) replayed ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"steps\": []}"})
  void all_that_failed_is_replayed_when_no_step_is_named(String body) {
    fail();

    world.askOfSetup(Endpoint.REPLAY).body(body).json(202);

    assertThat(step(world).status()).isEqualTo(StepStatus.PENDING);
  }

  @Test
  void what_the_state_does_not_allow_is_refused_by_its_code() {
    ApiWorld made = ApiWorld.inWhichAllIsMade();

    made.askOfSetup(Endpoint.REPLAY).refused(409, "NothingToReplay");
    made.askOfSetup(Endpoint.REPLAY)
        .body("{\"steps\": [\"lockdown\"]}")
        .refused(409, "StepNotFailed");
    made.askOfSetup(Endpoint.REPLAY).body("{\"steps\": [\"moat\"]}").refused(409, "NoSuchStep");
    made.askOfSetup(Endpoint.CANCEL).refused(409, "NotRunning");
    made.askOfSetup(Endpoint.APPROVE).refused(409, "NothingAwaitsApproval");
    made.askOfSetup(Endpoint.REJECT).refused(409, "NothingAwaitsApproval");
    made.askOfSetup(Endpoint.TEARDOWN).body("{\"plan\": \"x\"}").refused(409, "PlanChanged");
  }

  @Test
  void a_setup_is_cancelled() {
    JsonNode setup = world.askOfSetup(Endpoint.CANCEL).json(202);

    assertThat(setup.path("status").textValue()).isEqualTo("CANCELLED");
    assertThat(world.state().setup().value().status()).isEqualTo(SetupStatus.CANCELLED);
  }

  @ParameterizedTest
  @CsvSource({"APPROVE, ConnectionApproved", "REJECT, ConnectionRejected"})
  void a_connection_that_waits_is_decided_about(Endpoint decision, String reason) {
    world.record(
        ENDPOINT,
        step ->
            step.status(StepStatus.AWAITING_APPROVAL)
                .outputs(Map.of(Approvals.WAITING, "secureacr-pe.1")));

    world.askOfSetup(decision).json(202);

    assertThat(world.store.history(ApiWorld.SETUP, 1).get(0).reason()).isEqualTo(reason);
  }

  @Test
  void a_registry_is_restored_for_some_time() {
    world.askOfSetup(Endpoint.RESTORE).body("{\"minutes\": 30}").json(202);

    assertThat(world.state().setup().value().reversal().orElseThrow().until())
        .isEqualTo(Optional.of(ApiWorld.NOON.plus(Duration.ofMinutes(30))));
  }

  @Test
  void a_registry_is_restored_for_good() {
    JsonNode setup = world.askOfSetup(Endpoint.RESTORE).json(202);

    assertThat(setup.path("reversal"))
        .hasToString("{\"kind\":\"RESTORE\",\"deleteRegistry\":false}");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_was_shown_is_torn_down(boolean deleteRegistry) {
    ApiWorld made = ApiWorld.inWhichAllIsMade();
    made.record(SUBNET, step -> step.createdByMoat(true));
    JsonNode plan =
        made.askOfSetup(Endpoint.PLAN_TEARDOWN)
            .query("deleteRegistry", String.valueOf(deleteRegistry))
            .json(200);

    JsonNode setup =
        made.askOfSetup(Endpoint.TEARDOWN)
            .body(
                Json.object()
                    .put("plan", plan.path("id").textValue())
                    .put("deleteRegistry", deleteRegistry)
                    .toString())
            .json(202);

    assertThat(plan.at("/items/0/fate").textValue()).isEqualTo("RESTORED");
    assertThat(setup.at("/reversal/deleteRegistry").booleanValue()).isEqualTo(deleteRegistry);
  }

  @Test
  void a_plan_is_asked_for_with_true_or_false() {
    world
        .askOfSetup(Endpoint.PLAN_TEARDOWN)
        .query("deleteRegistry", "yes")
        .refused(400, "InvalidQuery");
  }

  @Test
  void a_setup_that_is_as_it_was_seen_is_changed() {
    String seen = seen();

    world.askOfSetup(Endpoint.CANCEL).header("If-Match", "\"other\", " + seen).json(202);
    world.askOfSetup(Endpoint.REPLAY).header("If-Match", "*").json(202);
  }

  @Test
  void a_setup_that_changed_since_it_was_seen_is_left_alone() {
    String seen = seen();
    world.askOfSetup(Endpoint.CANCEL).json(202);

    world.askOfSetup(Endpoint.REPLAY).header("If-Match", seen).refused(412, "SetupChanged");

    assertThat(world.state().setup().value().status()).isEqualTo(SetupStatus.CANCELLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"0123456789abcdef\"", "0123456789abcdef", "\"a", "\"\"\"", "", "**"})
  void a_tag_that_is_weak_or_none_is_refused(String tag) {
    world.askOfSetup(Endpoint.CANCEL).header("If-Match", tag).refused(400, "InvalidHeader");

    assertThat(world.state().setup().value().status()).isEqualTo(SetupStatus.RUNNING);
  }

  @Test
  void nothing_is_asked_of_a_setup_that_is_not_there() {
    world.ask(Endpoint.CANCEL).path("setup", "nosuch-0123456789").refused(404, "NoSuchSetup");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RESTORE|{\"minutes\": 0}|minutes",
        "RESTORE|{\"minutes\": 10081}|minutes",
        "RESTORE|{\"minutes\": 1.5}|minutes",
        "RESTORE|{\"minutes\": \"30\"}|minutes",
        "RESTORE|{\"hours\": 1}|hours",
        "RESTORE|{\"minutes\": 1, \"minutes\": 2}|minutes",
        "RESTORE|[]|array",
        "RESTORE|{|JSON",
        "RESTORE|{} {}|JSON",
        "REPLAY|{\"steps\": \"subnet\"}|steps",
        "REPLAY|{\"steps\": [1]}|steps/0",
        "TEARDOWN|{}|plan",
        "TEARDOWN|{\"plan\": null}|plan",
        "CANCEL|{\"why\": \"because\"}|why"
      })
  void a_body_that_is_not_as_documented_is_refused_by_the_name_of_the_field(
      Endpoint endpoint, String body, String named) {
    JsonNode problem = world.askOfSetup(endpoint).body(body).refused(400, "InvalidBody");

    assertThat(problem.path("detail").textValue()).contains(named);
    assertThat(world.store.history(ApiWorld.SETUP, 9)).hasSize(1);
  }

  @Test
  void a_body_that_must_be_there_is_missed() {
    world.askOfSetup(Endpoint.TEARDOWN).refused(400, "InvalidBody");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/json5", "application/x-www-form-urlencoded"})
  void a_body_of_another_type_is_refused(String type) {
    world
        .askOfSetup(Endpoint.RESTORE)
        .header("content-type", type)
        .body("{}")
        .refused(415, "UnsupportedMediaType");
  }

  @Test
  void a_body_that_is_too_large_is_refused() {
    world
        .askOfSetup(Endpoint.REPLAY)
        .body("{\"steps\": [\"" + "ä".repeat(33_000) + "\"]}")
        .refused(413, "BodyTooLarge");
  }

  private void fail() {
    world.record(SUBNET, step -> step.status(StepStatus.FAILED));
  }

  private String seen() {
    return world.askOfSetup(Endpoint.SHOW_SETUP).reply().headers().get("ETag");
  }

  private static StepRecord step(ApiWorld world) {
    return world.state().steps().get(ApiWorld.name(SUBNET)).value();
  }
}
