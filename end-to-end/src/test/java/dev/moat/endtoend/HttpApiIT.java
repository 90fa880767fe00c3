package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The HTTP API of the packaged app, through the Functions host. */
class HttpApiIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.instant();

  private static final SampleRequest REQUEST = SampleRequest.fresh("http-api");
  private static final String SETUP = "/setups/" + REQUEST.setup();

  private static HttpApi api;
  private static HttpResponse<String> submission;

  @BeforeAll
  static void submits_a_request() {
    api = new HttpApi(MOAT.moat().api());
    MOAT.arm().createResourceGroup(REQUEST.group(), "westcentralus");
    submission = api.post("/setups", REQUEST.text(), "Moat-Operator", "Alice");
  }

  @Test
  void a_submitted_request_becomes_a_private_registry() {
    assertThat(submission.statusCode()).as(submission.body()).isEqualTo(202);
    assertThat(HttpApi.json(submission).path("acceptedBefore").booleanValue()).isFalse();
    assertThat(submission.headers().firstValue("Location")).hasValue("/api/v1" + SETUP);

    JsonNode setup = awaitSuccess();

    assertThat(setup.path("steps"))
        .allMatch(step -> step.path("status").asText().equals("SUCCEEDED"));
    assertThat(setup.path("verbs")).hasToString("[\"restore\",\"teardown\"]");
  }

  @Test
  void what_is_there_is_listed_and_told() {
    awaitSuccess();

    JsonNode page = HttpApi.json(api.get("/setups?status=SUCCEEDED&limit=10"));
    JsonNode history = HttpApi.json(api.get(SETUP + "/history?limit=200"));

    assertThat(page.at("/items/0/id").asText()).isEqualTo(REQUEST.setup().value());
    List<String> texts = new ArrayList<>();
    history.path("items").forEach(line -> texts.add(line.path("text").asText()));
    assertThat(texts.get(texts.size() - 1)).contains("submitted by Alice (by function key)");
  }

  @Test
  void a_verb_that_does_not_fit_is_refused_with_what_to_do() {
    awaitSuccess();

    HttpResponse<String> refused = api.post(SETUP + "/cancel", "");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(HttpApi.json(refused).path("code").asText()).isEqualTo("NotRunning");
  }

  @Test
  void a_setup_that_changed_since_it_was_seen_is_left_alone() {
    awaitSuccess();

    HttpResponse<String> refused =
        api.post(SETUP + "/restore", "{\"minutes\": 5}", "If-Match", "\"0123456789abcdef\"");

    assertThat(refused.statusCode()).isEqualTo(412);
    assertThat(HttpApi.json(api.get(SETUP)).path("status").asText()).isEqualTo("SUCCEEDED");
  }

  @Test
  void what_is_not_there_is_not_found() {
    assertThat(api.get("/setups/nosuch-0123456789").statusCode()).isEqualTo(404);
    assertThat(api.get("/dead-letters/nosuch").statusCode()).isEqualTo(404);
    assertThat(api.get("/dead-letters/step-subnet/7").statusCode()).isEqualTo(404);
    assertThat(api.get("/rejected-requests/bm9uZQ").statusCode()).isEqualTo(404);
  }

  @Test
  void nothing_is_told_without_a_key() {
    for (String path : List.of("/setups", SETUP, "/caller", "/openapi.json", "/dead-letters")) {
      HttpResponse<String> refused = api.getWithoutKey(path);
      assertThat(refused.statusCode()).as(path).isEqualTo(401);
      assertThat(refused.body()).isEmpty();
    }
    assertThat(api.getWithoutKey("/caller", "x-functions-key", "wrong").statusCode())
        .isEqualTo(401);
  }

  @Test
  void a_forged_principal_is_passed_over() {
    String claims =
        "{\"auth_typ\":\"aad\",\"claims\":[{\"typ\":\"oid\",\"val\":\"1\"},"
            + "{\"typ\":\"name\",\"val\":\"Mallory\"},{\"typ\":\"roles\",\"val\":\"operator\"}]}";
    String forged = Base64.getEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8));

    JsonNode caller = HttpApi.json(api.get("/caller", "X-MS-CLIENT-PRINCIPAL", forged));

    assertThat(caller.path("name").asText()).isEqualTo("unnamed");
    assertThat(caller.path("authentication").asText()).isEqualTo("FunctionKey");
    assertThat(api.getWithoutKey("/caller", "X-MS-CLIENT-PRINCIPAL", forged).statusCode())
        .isEqualTo(401);
  }

  @Test
  void a_request_is_planned_and_nothing_is_made() {
    SampleRequest planned = SampleRequest.fresh("http-plan");

    HttpResponse<String> forecast = api.post("/plans", planned.text());

    assertThat(forecast.statusCode()).as(forecast.body()).isEqualTo(200);
    assertThat(HttpApi.json(forecast).path("steps")).isNotEmpty();
    assertThat(MOAT.setup(planned).exists()).isFalse();
  }

  @Test
  void what_is_wrong_with_a_call_is_named() {
    assertThat(code(api.post("/setups", "{\"schemaVersion\": 1}"), 400))
        .isEqualTo("InvalidRequest");
    assertThat(code(api.post(SETUP + "/restore", "{\"hours\": 1}"), 400)).isEqualTo("InvalidBody");
    assertThat(code(api.get("/setups?order=id"), 400)).isEqualTo("InvalidQuery");
    assertThat(code(api.get("/caller", "Moat-Operator", "x".repeat(65)), 400))
        .isEqualTo("InvalidHeader");
    assertThat(code(api.post("/setups", " ".repeat(65_537)), 413)).isEqualTo("BodyTooLarge");
  }

  @Test
  void no_queue_has_dead_letters_and_all_are_counted() {
    JsonNode queues = HttpApi.json(api.get("/dead-letters")).path("queues");

    assertThat(queues).hasSizeGreaterThan(10).allMatch(queue -> queue.path("count").asInt() == 0);
  }

  private static String code(HttpResponse<String> refused, int status) {
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
    assertThat(refused.headers().firstValue("Cache-Control")).hasValue("no-store");
    return HttpApi.json(refused).path("code").asText();
  }

  private static JsonNode awaitSuccess() {
    return Await.until(
        "success",
        Duration.ofSeconds(60),
        () ->
            Optional.of(HttpApi.json(api.get(SETUP)))
                .filter(setup -> setup.path("status").asText().equals("SUCCEEDED")),
        () -> api.get(SETUP).body());
  }
}
