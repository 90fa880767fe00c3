package dev.moat.arm.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ArmError;
import dev.moat.arm.ArmException;
import dev.moat.arm.Begun;
import dev.moat.arm.OperationStatus;
import dev.moat.arm.Page;
import dev.moat.model.Operation;
import dev.moat.model.Operation.Style;
import dev.moat.model.ResourceId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpArmTest {

  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
  private static final String POLL =
      "https://management.azure.com/subscriptions/s/providers/Microsoft.Network/locations/westeurope/"
          + "operations/1?api-version=2025-03-01&t=1&c=a%2Bb&s=x%3D%3D";
  private static final ResourceId ZONE =
      new ResourceId(
          "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/z");

  private final ScriptedHttpClient azure = new ScriptedHttpClient();
  private final HttpArm arm =
      new HttpArm(
          URI.create("https://management.azure.com"),
          new HttpPipelineBuilder().httpClient(azure).build(),
          Clock.fixed(NOW, ZoneOffset.UTC));
  private final ObjectNode body = JsonNodeFactory.instance.objectNode().put("location", "global");

  @Test
  void a_resource_is_read_in_one_request_with_an_id_of_its_own() {
    azure.answer(200, "{\"name\":\"z\",\"etag\":\"of body\"}", "ETag", "W/\"1\"");

    assertThat(arm.get(ZONE, "2024-06-01"))
        .hasValueSatisfying(
            zone -> {
              assertThat(zone.at("/name").asText()).isEqualTo("z");
              assertThat(zone.etag()).hasValue("W/\"1\"");
            });
    HttpRequest request = azure.onlyRequest();
    assertThat(request.getUrl())
        .hasToString("https://management.azure.com" + ZONE + "?api-version=2024-06-01");
    assertThat(header(request, "x-ms-client-request-id")).matches("[0-9a-f-]{36}");
  }

  @Test
  void the_etag_of_the_body_counts_where_there_is_no_header() {
    azure.answer(200, "{\"etag\":\"W/\\\"2\\\"\"}");

    assertThat(arm.get(ZONE, "v").orElseThrow().etag()).hasValue("W/\"2\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"m\"}}",
        "{\"error\":{\"code\":\"ResourceGroupNotFound\",\"message\":\"m\"}}",
        "{\"error\":{\"code\":\"ParentResourceNotFound\",\"message\":\"m\"}}",
        "{\"error\":{\"code\":\"RoleAssignmentNotFound\",\"message\":\"m\"}}",
        "{\"error\":{\"code\":\"RoleDefinitionDoesNotExist\",\"message\":\"m\"}}",
        "{\"code\":\"NotFound\",\"message\":\"The resource record 'r' does not exist\"}",
        "{\"Code\":\"NotFound\",\"Message\":\"Cannot find serverFarm with name p.\"}",
        ""
      })
  void every_kind_of_404_for_what_is_not_there_reads_as_absent(String answer) {
    azure.answer(404, answer).answer(404, answer);

    assertThat(arm.get(ZONE, "v")).isEmpty();
    assertThat(arm.list(ZONE + "/A", "v")).isEmpty();
  }

  @Test
  void a_404_for_a_mistake_of_ours_is_not_absence() {
    azure.answer(404, "{\"error\":{\"code\":\"InvalidResourceType\",\"message\":\"m\"}}");

    assertThatThrownBy(() -> arm.get(ZONE, "v")).isInstanceOf(ArmException.class);
  }

  @Test
  void a_404_on_a_write_is_a_refusal() {
    azure.answer(404, "{\"error\":{\"code\":\"ParentResourceNotFound\",\"message\":\"m\"}}");

    assertThat(refusal(() -> arm.put(ZONE, "v", body)).code()).isEqualTo("ParentResourceNotFound");
  }

  @Test
  void a_list_follows_its_pages_and_encodes_its_filter() {
    azure
        .answer(200, "{\"value\":[{\"n\":1}],\"nextLink\":\"https://management.azure.com/p?k=2\"}")
        .answer(200, "{\"value\":[{\"n\":2}]}");

    List<ObjectNode> items = arm.list(ZONE + "/A?$filter=principalId eq '1'", "v");

    assertThat(items).extracting(item -> item.path("n").asInt()).containsExactly(1, 2);
    assertThat(azure.requests)
        .extracting(request -> request.getUrl().toString())
        .containsExactly(
            "https://management.azure.com"
                + ZONE
                + "/A?$filter=principalId%20eq%20'1'&api-version=v",
            "https://management.azure.com/p?k=2");
  }

  @Test
  void a_page_leads_to_the_next_one_as_azure_gave_it() {
    String next = "https://management.azure.com:443" + ZONE + "/A?api-version=v&$skiptoken=MQ%3D";
    azure
        .answer(200, "{\"value\":[{\"n\":1}],\"nextLink\":\"" + next + "\"}")
        .answer(404, "{\"code\":\"NotFound\",\"message\":\"m\"}");

    Page page = arm.firstPage(ZONE + "/A", "v");

    assertThat(page.items()).hasSize(1);
    assertThat(page.nextLink()).hasValue(next);
    assertThat(arm.nextPage(next)).isEqualTo(Page.last(List.of()));
    assertThat(azure.requests.get(1).getUrl()).hasToString(next);
  }

  @Test
  void a_write_sends_the_body_as_it_is() {
    azure.answer(200, "{\"properties\":{\"provisioningState\":\"Succeeded\"}}");

    Begun begun = arm.putIfMatch(ZONE, "v", body, "W/\"1\"");

    HttpRequest request = azure.onlyRequest();
    assertThat(request.getHttpMethod()).isEqualTo(HttpMethod.PUT);
    assertThat(request.getBodyAsBinaryData()).hasToString("{\"location\":\"global\"}");
    assertThat(header(request, "Content-Type")).isEqualTo("application/json");
    assertThat(header(request, "If-Match")).isEqualTo("W/\"1\"");
    assertThat(begun.operation()).isEmpty();
  }

  @Test
  void a_patch_is_a_patch() {
    azure.answer(200, "{}");

    arm.patch(ZONE, "v", body);

    assertThat(azure.onlyRequest().getHttpMethod()).isEqualTo(HttpMethod.PATCH);
  }

  @ParameterizedTest
  @CsvSource({"200", "204", "404"})
  void what_is_removed_at_once_or_was_not_there_is_gone(int status) {
    azure.answer(status, "");

    Begun begun = arm.delete(ZONE, "v");

    HttpRequest request = azure.onlyRequest();
    assertThat(request.getHttpMethod()).isEqualTo(HttpMethod.DELETE);
    assertThat(request.getUrl())
        .hasToString("https://management.azure.com" + ZONE + "?api-version=v");
    assertThat(request.getBodyAsBinaryData()).isNull();
    assertThat(begun.operation()).isEmpty();
  }

  @Test
  void what_is_removed_over_time_is_an_operation() {
    azure.answer(202, "", "Azure-AsyncOperation", POLL, "Retry-After", "10");

    Begun begun = arm.delete(ZONE, "v");

    assertThat(begun.operation()).map(Operation::pollUrl).hasValue(POLL);
    assertThat(begun.retryAfter()).hasValue(Duration.ofSeconds(10));
  }

  @Test
  void a_removal_that_azure_refuses_is_a_refusal() {
    azure.answer(409, "{\"error\":{\"code\":\"CannotDeleteResource\",\"message\":\"m\"}}");

    assertThat(refusal(() -> arm.delete(ZONE, "v")).code()).isEqualTo("CannotDeleteResource");
  }

  @Test
  void calls_are_logged_under_the_correlation_id_that_was_asked_for() {
    azure
        .answer(200, "{}", "x-ms-correlation-request-id", "c1")
        .answer(200, "", "x-ms-correlation-request-id", "c2");

    Begun written = arm.logging("c1").patch(ZONE, "v", body);
    Begun removed = arm.logging("c1").delete(ZONE, "v");

    assertThat(azure.requests)
        .extracting(request -> header(request, "x-ms-correlation-request-id"))
        .containsExactly("c1", "c1");
    assertThat(written.correlationId()).hasValue("c1");
    // Azure's word counts, not what was asked for.
    assertThat(removed.correlationId()).hasValue("c2");
  }

  @Test
  void without_a_wish_azure_draws_the_correlation_id() {
    azure.answer(200, "{}", "x-ms-correlation-request-id", "c3").answer(200, "{}");
    arm.logging("c1");

    assertThat(arm.patch(ZONE, "v", body).correlationId()).hasValue("c3");
    assertThat(arm.patch(ZONE, "v", body).correlationId()).isEmpty();
    assertThat(azure.requests)
        .allSatisfy(
            request ->
                assertThat(
                        request
                            .getHeaders()
                            .get(HttpHeaderName.fromString("x-ms-correlation-request-id")))
                    .isNull());
  }

  @Test
  void style_1_azure_async_operation_with_the_resource_as_body() {
    azure.answer(
        201,
        "{\"properties\":{\"provisioningState\":\"Updating\"}}",
        "Azure-AsyncOperation",
        POLL,
        "Retry-After",
        "3");

    assertThat(arm.put(ZONE, "v", body))
        .satisfies(
            begun -> {
              assertThat(begun.operation())
                  .hasValue(new Operation(Style.ASYNC_OPERATION, POLL, NOW));
              assertThat(begun.retryAfter()).hasValue(Duration.ofSeconds(3));
              assertThat(begun.body().at("/properties/provisioningState").asText())
                  .isEqualTo("Updating");
            });
  }

  @Test
  void style_2_both_headers_and_no_body_the_first_one_is_asked() {
    azure.answer(
        202, "", "Azure-AsyncOperation", POLL, "Location", POLL + "2", "Retry-After", "30");

    assertThat(arm.put(ZONE, "v", body).operation())
        .hasValue(new Operation(Style.ASYNC_OPERATION, POLL, NOW));
  }

  @Test
  void style_3_location_alone() {
    azure.answer(202, "{}", "Location", POLL);

    assertThat(arm.put(ZONE, "v", body).operation())
        .hasValue(new Operation(Style.LOCATION, POLL, NOW));
  }

  @Test
  void a_location_beside_201_is_where_the_resource_is_and_not_followed() {
    azure.answer(201, "{}", "Location", "/subscriptions/s/resourcegroups/rg");

    assertThat(arm.put(ZONE, "v", body).operation()).isEmpty();
  }

  @Test
  void a_write_without_headers_that_goes_on_says_so_in_its_body_only() {
    azure.answer(200, "{\"properties\":{\"provisioningState\":\"Updating\"}}");

    Begun begun = arm.put(ZONE, "v", body);

    assertThat(begun.operation()).isEmpty();
    assertThat(begun.body().at("/properties/provisioningState").asText()).isEqualTo("Updating");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://management.azure.com.evil.example/o",
        "http://management.azure.com/o",
        "https://management.azure.com:8443/o"
      })
  void a_poll_url_elsewhere_is_refused_and_never_asked(String elsewhere) {
    azure.answer(202, "", "Azure-AsyncOperation", elsewhere);

    assertThat(refusal(() -> arm.put(ZONE, "v", body)).code()).isEqualTo("PollUrlRefused");
    assertThat(refusal(() -> arm.poll(new Operation(Style.LOCATION, elsewhere, NOW))).code())
        .isEqualTo("PollUrlRefused");
    assertThat(refusal(() -> arm.nextPage(elsewhere)).code()).isEqualTo("PollUrlRefused");
    assertThat(azure.requests).hasSize(1);
  }

  @Test
  void a_poll_asks_the_url_exactly_as_it_was_given() {
    azure.answer(200, "{\"status\":\"InProgress\"}", "Retry-After", "10");

    assertThat(pollAsync())
        .isEqualTo(new OperationStatus.Running(Optional.of(Duration.ofSeconds(10))));
    assertThat(azure.onlyRequest().getUrl()).hasToString(POLL);
  }

  @ParameterizedTest
  @CsvSource({"200,Creating", "201,Updating", "202,InProgress", "200,Accepted"})
  void any_word_that_is_not_an_end_means_that_it_goes_on(int status, String word) {
    azure.answer(status, "{\"id\":\"1\",\"status\":\"" + word + "\"}");

    assertThat(pollAsync()).isEqualTo(new OperationStatus.Running(Optional.empty()));
  }

  @Test
  void a_poll_that_says_succeeded_ends_it() {
    azure.answer(200, "{\"status\":\"Succeeded\"}");

    assertThat(pollAsync()).isEqualTo(new OperationStatus.Succeeded());
  }

  @Test
  void a_failed_operation_is_a_200_and_tells_why() {
    azure.answer(
        200,
        "{\"status\":\"Failed\",\"error\":{\"code\":\"RetryableError\",\"message\":\"Retry.\","
            + "\"details\":[{\"code\":\"ReferencedResourceNotProvisioned\",\"message\":\"Busy.\"}]}}");

    assertThat(pollAsync())
        .isEqualTo(
            new OperationStatus.Failed(
                new ArmError(
                    200,
                    "RetryableError",
                    "Retry. Busy.",
                    List.of("ReferencedResourceNotProvisioned"),
                    Optional.empty())));
  }

  @Test
  void a_cancelled_operation_has_the_word_as_its_code() {
    azure.answer(200, "{\"status\":\"Canceled\"}");

    assertThat(pollAsync())
        .isInstanceOfSatisfying(
            OperationStatus.Failed.class,
            failed -> assertThat(failed.error().code()).isEqualTo("Canceled"));
  }

  @Test
  void an_operation_that_azure_no_longer_knows_is_forgotten() {
    azure.answer(404, "{\"error\":{\"code\":\"OperationNotFound\",\"message\":\"m\"}}");

    assertThat(pollAsync()).isEqualTo(new OperationStatus.Forgotten());
  }

  @Test
  void an_answer_that_says_nothing_is_no_verdict() {
    azure.answer(200, "");

    assertThat(pollAsync()).isEqualTo(new OperationStatus.Forgotten());
  }

  @Test
  void a_location_is_asked_until_it_no_longer_says_202() {
    azure.answer(202, "", "Retry-After", "15").answer(200, "{}").answer(204, "");

    assertThat(pollLocation())
        .isEqualTo(new OperationStatus.Running(Optional.of(Duration.ofSeconds(15))));
    assertThat(pollLocation()).isEqualTo(new OperationStatus.Succeeded());
    assertThat(pollLocation()).isEqualTo(new OperationStatus.Succeeded());
  }

  @Test
  void a_location_that_ends_with_a_refusal_is_a_failed_operation() {
    azure.answer(409, "{\"error\":{\"code\":\"Conflict\",\"message\":\"m\"}}");

    assertThat(pollLocation()).isInstanceOf(OperationStatus.Failed.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void a_poll_that_azure_could_not_answer_says_nothing_of_the_operation(int status) {
    azure.answer(status, "{\"error\":{\"code\":\"c\",\"message\":\"m\"}}", "Retry-After", "7");

    ArmError error = refusal(this::pollLocation);

    assertThat(error.status()).isEqualTo(status);
    assertThat(error.retryAfter()).hasValue(Duration.ofSeconds(7));
  }

  @Test
  void no_answer_is_an_error_with_status_0() {
    azure.breakConnection();

    ArmError error = refusal(() -> arm.get(ZONE, "v"));

    assertThat(error.status()).isZero();
    assertThat(error.message()).contains("connection reset");
  }

  @Test
  void an_answer_that_is_not_json_is_no_answer() {
    azure.answer(200, "<html>");

    assertThat(refusal(() -> arm.get(ZONE, "v")).status()).isZero();
  }

  @Test
  void an_error_page_that_is_not_json_keeps_its_status() {
    azure.answer(503, "<html>");

    assertThat(refusal(() -> arm.get(ZONE, "v")).status()).isEqualTo(503);
  }

  @Test
  void a_refusal_names_the_call_but_not_its_query() {
    azure.answer(403, "{\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"no\"}}");

    assertThatThrownBy(this::pollAsync)
        .hasMessageContaining("/operations/1 ")
        .hasMessageContaining("AuthorizationFailed")
        .hasMessageNotContaining("x%3D");
  }

  private OperationStatus pollAsync() {
    return arm.poll(new Operation(Style.ASYNC_OPERATION, POLL, NOW));
  }

  private OperationStatus pollLocation() {
    return arm.poll(new Operation(Style.LOCATION, POLL, NOW));
  }

  private static ArmError refusal(Runnable call) {
    return catchThrowableOfType(ArmException.class, call::run).error();
  }

  private static String header(HttpRequest request, String name) {
    return request.getHeaders().getValue(HttpHeaderName.fromString(name));
  }
}
