package dev.moat.api;

import static dev.moat.model.StepKind.SUBNET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists: what is in them, and page by page. */
class ListsTest {

  private final ApiWorld world = ApiWorld.withSetup();

  @Test
  void a_setup_is_listed_with_how_far_its_steps_are() {
    world.record(SUBNET, step -> step.status(StepStatus.FAILED));

    JsonNode setup = world.ask(Endpoint.LIST_SETUPS).json(200).at("/items/0");

    assertThat(setup.path("id").textValue()).isEqualTo(ApiWorld.SETUP.value());
    assertThat(setup.path("steps")).hasToString("{\"PENDING\":9,\"FAILED\":1}");
    assertThat(setup.path("failedSteps")).hasToString("[\"%s\"]".formatted(ApiWorld.name(SUBNET)));
  }

  @Test
  void a_setup_that_cannot_be_read_is_told_beside_the_others() {
    world.accept(ApiWorld.TEXT.replace("secureacr2021", "other").replace("secureacr-1\"", "o\""));
    world.store.spoil(world.store.load(ApiWorld.SETUP).orElseThrow().setup().value());

    JsonNode page = world.ask(Endpoint.LIST_SETUPS).json(200);

    assertThat(page.path("items")).hasSize(1);
    assertThat(page.at("/items/0/id").textValue()).startsWith("other-");
    assertThat(page.path("unreadable")).hasSize(1);
    assertThat(page.at("/unreadable/0/id").textValue()).isEqualTo(ApiWorld.SETUP.value());
    assertThat(page.at("/unreadable/0/problem").textValue()).startsWith("Cannot read");
  }

  @Test
  void when_all_can_be_read_nothing_is_told_to_be_missing() {
    assertThat(world.ask(Endpoint.LIST_SETUPS).json(200).has("unreadable")).isFalse();
  }

  @Test
  void setups_come_page_by_page_in_the_order_of_their_ids() {
    world.accept(ApiWorld.TEXT.replace("secureacr2021", "other").replace("secureacr-1\"", "o\""));

    JsonNode first = world.ask(Endpoint.LIST_SETUPS).query("limit", "1").json(200);
    JsonNode second =
        world
            .ask(Endpoint.LIST_SETUPS)
            .query("limit", "1")
            .query("continuation", first.path("continuation").textValue())
            .json(200);

    assertThat(first.at("/items/0/id").textValue()).startsWith("other-");
    assertThat(second.at("/items/0/id").textValue()).isEqualTo(ApiWorld.SETUP.value());
    assertThat(second.has("continuation")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "status, 'RUNNING', 1",
        "status, 'FAILED,RUNNING', 1",
        "status, 'FAILED,DRIFTED', 0",
        "registry, ACR20, 1",
        "registry, other, 0",
        "acceptedAfter, 2026-11-21T12:00:00Z, 1",
        "acceptedAfter, 2026-11-21T12:00:01Z, 0",
        "acceptedBefore, 2026-11-21T13:00:01-00:00, 1",
        "acceptedBefore, 2026-11-21T12:00:00Z, 0"
      })
  void setups_are_listed_by_what_holds_for_them(String parameter, String value, int found) {
    assertThat(world.ask(Endpoint.LIST_SETUPS).query(parameter, value).json(200).path("items"))
        .hasSize(found);
  }

  @Test
  void a_setup_is_listed_by_the_resource_id_of_its_registry() {
    String id = ApiWorld.REQUEST.registry().id().value();

    assertThat(
            world
                .ask(Endpoint.LIST_SETUPS)
                .query("registry", id.toUpperCase(Locale.ROOT))
                .json(200)
                .path("items"))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "status, running",
        "status, 'RUNNING,'",
        "status, 'A\u0000B'",
        "registry, /",
        "registry, //x",
        "acceptedAfter, yesterday",
        "acceptedBefore, 2026-11-21",
        "limit, 201",
        "continuation, x",
        "continuation, c2V0dXBz",
        "order, id"
      })
  void what_cannot_be_asked_is_named(String parameter, String value) {
    JsonNode problem =
        world.ask(Endpoint.LIST_SETUPS).query(parameter, value).refused(400, "InvalidQuery");

    assertThat(problem.path("detail").textValue()).contains(parameter);
  }

  @Test
  void a_registry_of_endless_length_is_refused() {
    world.ask(Endpoint.LIST_SETUPS).query("registry", "x".repeat(501)).refused(400, "InvalidQuery");
  }

  @Test
  void the_history_is_told_newest_first_and_page_by_page() {
    world.clock.advance(Duration.ofSeconds(1));
    world.askOfSetup(Endpoint.CANCEL).json(202);

    JsonNode newest = world.askOfSetup(Endpoint.SHOW_HISTORY).query("limit", "1").json(200);
    JsonNode older =
        world
            .askOfSetup(Endpoint.SHOW_HISTORY)
            .query("continuation", newest.path("continuation").textValue())
            .json(200);

    assertThat(newest.at("/items/0/reason").textValue()).isEqualTo("SetupCancelled");
    assertThat(older.path("items")).hasSize(1);
    assertThat(older.at("/items/0/reason").textValue()).isEqualTo("SetupAccepted");
    assertThat(older.has("continuation")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"SHOW_HISTORY", "LIST_REJECTED", "LIST_DEAD_LETTERS"})
  void a_continuation_of_another_list_is_refused(Endpoint list) {
    world.accept(ApiWorld.TEXT.replace("secureacr2021", "other").replace("secureacr-1\"", "o\""));
    String ofSetups =
        world
            .ask(Endpoint.LIST_SETUPS)
            .query("limit", "1")
            .json(200)
            .path("continuation")
            .textValue();

    world
        .askOfSetup(list)
        .path("queue", "step-subnet")
        .query("continuation", ofSetups)
        .refused(400, "InvalidQuery");
  }
}
