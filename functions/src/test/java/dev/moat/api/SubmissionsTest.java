package dev.moat.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.store.WriteHook;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that come over HTTP. */
class SubmissionsTest {

  private final ApiWorld world = new ApiWorld();

  @Test
  void a_request_becomes_a_setup_at_once() {
    Reply reply =
        world.ask(Endpoint.SUBMIT).header("Moat-Operator", "Alice").body(ApiWorld.TEXT).reply();

    assertThat(Document.parse(reply.body().orElseThrow()))
        .hasToString(
            "{\"setup\":\"%s\",\"requestId\":\"secureacr-1\",\"generation\":1,\"acceptedBefore\":false}"
                .formatted(ApiWorld.SETUP));
    assertThat(reply.headers()).containsEntry("Location", "/api/v1/setups/" + ApiWorld.SETUP);
    assertThat(world.store.history(ApiWorld.SETUP, 9).get(0).text())
        .isEqualTo(
            "Request 'secureacr-1', submitted by Alice (by function key) opened generation 1");
  }

  @Test
  void the_same_request_again_changes_nothing() {
    world.ask(Endpoint.SUBMIT).body(ApiWorld.TEXT).json(202);
    world.ask(Endpoint.SUBMIT).body(ApiWorld.TEXT.replace("secureacr-1\"", "newer\"")).json(202);

    JsonNode again = world.ask(Endpoint.SUBMIT).body(ApiWorld.TEXT).json(202);

    assertThat(again.path("acceptedBefore").booleanValue()).isTrue();
    assertThat(again.path("generation").intValue()).isEqualTo(2);
    assertThat(world.store.history(ApiWorld.SETUP, 9)).hasSize(2);
  }

  @Test
  void one_id_for_two_requests_is_refused() {
    world.ask(Endpoint.SUBMIT).body(ApiWorld.TEXT).json(202);

    world
        .ask(Endpoint.SUBMIT)
        .body(ApiWorld.TEXT.replace("10.0.1.0/24", "10.0.2.0/24"))
        .refused(409, "RequestIdReused");
  }

  @ParameterizedTest
  @EnumSource(names = {"SUBMIT", "PLAN"})
  void what_is_wrong_with_a_request_is_told_all_at_once_and_recorded_nowhere(Endpoint endpoint) {
    String wrong =
        ApiWorld.TEXT.replace("10.0.1.0/24", "10.0.1.1/24").replace("AcrPull", "AcrPush");

    JsonNode problem = world.ask(endpoint).body(wrong).refused(400, "InvalidRequest");

    assertThat(problem.path("problems"))
        .extracting(each -> each.path("reason").textValue())
        .containsExactly("InvalidCidr");
    assertThat(problem.at("/problems/0/pointer").textValue())
        .isEqualTo("/virtualNetworks/0/subnets/0/addressPrefix");
    assertThat(world.store.rejected(9)).isEmpty();
    assertThat(world.store.setups()).isEmpty();
    assertThat(world.queues.sent()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"SUBMIT", "PLAN"})
  void a_request_beyond_the_guard_rails_is_refused(Endpoint endpoint) {
    JsonNode problem =
        world
            .ask(endpoint)
            .body(ApiWorld.TEXT.replace("AcrPull", "AcrPush"))
            .refused(400, "InvalidRequest");

    assertThat(problem.at("/problems/0/reason").textValue()).isEqualTo("RoleNotAllowed");
  }

  @ParameterizedTest
  @EnumSource(names = {"SUBMIT", "PLAN"})
  void a_request_must_be_there_as_json(Endpoint endpoint) {
    world.ask(endpoint).refused(400, "InvalidBody");
    world.ask(endpoint).body("not json").refused(400, "InvalidRequest");
    world
        .ask(endpoint)
        .header("content-type", "text/plain")
        .body(ApiWorld.TEXT)
        .refused(415, "UnsupportedMediaType");
    world.ask(endpoint).body(" ".repeat(65_537)).refused(413, "BodyTooLarge");
  }

  @Test
  void what_a_request_would_do_is_told_and_not_done() {
    JsonNode forecast = world.ask(Endpoint.PLAN).body(ApiWorld.TEXT).json(200);

    assertThat(forecast.path("setup").textValue()).isEqualTo(ApiWorld.SETUP.value());
    assertThat(forecast.path("feasible").booleanValue()).isTrue();
    assertThat(forecast.path("steps")).hasSize(10);
    assertThat(forecast.path("writes").intValue()).isEqualTo(9);
    assertThat(world.azure.writes()).isEmpty();
    assertThat(world.store.setups()).isEmpty();
  }

  @Test
  void what_fails_inside_is_told_by_the_id_of_the_invocation_alone() {
    world.store.around(
        new WriteHook() {
          @Override
          public void before(Write write) {
            throw new IllegalStateException("the secret of the store");
          }
        });

    Asking asking = world.ask(Endpoint.SUBMIT).body(ApiWorld.TEXT);
    JsonNode problem = asking.refused(500, "InternalError");

    assertThat(problem.path("detail").textValue()).contains("invocation-1");
    assertThat(problem.toString()).doesNotContain("secret", "Exception", "dev.moat");
    assertThat(asking.logged())
        .filteredOn(record -> record.getLevel() == Level.SEVERE)
        .singleElement()
        .satisfies(record -> assertThat(record.getThrown()).hasMessage("the secret of the store"));
  }
}
