package dev.moat.localazure.eventgrid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.localazure.resourcemanager.Evidence;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManagementEventsTest {
  private static final String OPERATION = "Microsoft.Network/privateEndpoints/";

  private final ManagementEvents events =
      new ManagementEvents(Samples.TENANT, new SplittableRandom(1));

  @ParameterizedTest
  @CsvSource({
    "write, true, ResourceWriteSuccess, Succeeded",
    "write, false, ResourceWriteFailure, Failed",
    "delete, true, ResourceDeleteSuccess, Succeeded",
    "delete, false, ResourceDeleteFailure, Failed",
    "listKeys/action, true, ResourceActionSuccess, Succeeded"
  })
  void the_type_tells_what_was_done_and_how_it_ended(
      String verb, boolean succeeded, String type, String status) {
    ManagementEvent event = events.of(Samples.change(OPERATION + verb, true, succeeded));

    assertThat(event.type()).isEqualTo("Microsoft.Resources." + type);
    assertThat(event.data().path("status").asText()).isEqualTo(status);
  }

  @Test
  void data_name_who_did_what_and_where() {
    JsonNode data = events.of(Samples.change(OPERATION + "write", false, true)).data();

    assertThat(data.path("operationName").asText()).isEqualTo(OPERATION + "write");
    assertThat(data.path("resourceProvider").asText()).isEqualTo("Microsoft.Network");
    assertThat(data.path("resourceUri").asText()).isEqualToIgnoringCase(Samples.ENDPOINT);
    assertThat(data.path("correlationId").asText()).isEqualTo("correlation");
    assertThat(data.path("subscriptionId").asText())
        .isEqualTo("11111111-1111-4111-8111-111111111111");
    JsonNode claims = data.path("claims");
    assertThat(claims.path("name").asText()).isEqualTo("Ada Lovelace");
    assertThat(claims.path("appid").asText()).isEqualTo("app-1");
    assertThat(
            claims.path("http://schemas.microsoft.com/identity/claims/objectidentifier").asText())
        .isEqualTo("oid-1");
    assertThat(claims.path("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn").asText())
        .isEqualTo("ada@example.org");
  }

  @Test
  void the_evidence_is_the_assignment_that_allowed_the_call_without_hyphens() {
    Evidence assignment =
        new Evidence(
            "Reads and writes",
            Samples.SOURCE,
            "a1a1a1a1-0000-4000-8000-000000000001",
            "d2d2d2d2-0000-4000-8000-000000000002",
            "b3b3b3b3-0000-4000-8000-000000000003",
            "ServicePrincipal");

    JsonNode authorization =
        events.of(Samples.changeAllowedBy(assignment)).data().at("/authorization");

    assertThat(authorization.path("action").asText()).isEqualTo(OPERATION + "write");
    assertThat(authorization.path("scope").asText()).isEqualToIgnoringCase(Samples.ENDPOINT);
    assertThat(authorization.path("evidence"))
        .isEqualTo(
            Samples.json(
                """
                {'role':'Reads and writes','roleAssignmentScope':'%s',
                 'roleAssignmentId':'a1a1a1a1000040008000000000000001',
                 'roleDefinitionId':'d2d2d2d2000040008000000000000002',
                 'principalId':'b3b3b3b3000040008000000000000003',
                 'principalType':'ServicePrincipal'}"""
                    .formatted(Samples.SOURCE)));
  }

  @Test
  void who_needs_no_assignment_is_told_without_one() {
    JsonNode data = events.of(Samples.change(OPERATION + "write", true, true)).data();

    assertThat(data.at("/authorization/evidence"))
        .isEqualTo(Samples.json("{'role':'Subscription Admin'}"));
  }

  @Test
  void the_request_is_told_only_of_what_existed() {
    assertThat(
            events.of(Samples.change(OPERATION + "write", false, true)).data().has("httpRequest"))
        .isFalse();
    JsonNode request =
        events.of(Samples.change(OPERATION + "delete", true, true)).data().path("httpRequest");
    assertThat(request.path("method").asText()).isEqualTo("DELETE");
    assertThat(request.path("clientRequestId").asText()).isEqualTo("client-1");
  }

  @Test
  void the_case_of_the_subject_varies_as_the_seed_says() {
    Set<String> seen = subjects(7).collect(Collectors.toSet());

    assertThat(seen)
        .containsExactlyInAnyOrder(
            Samples.ENDPOINT, Samples.ENDPOINT.replace("resourceGroups", "resourcegroups"));
    assertThat(subjects(7)).isEqualTo(List.copyOf(subjects(7).toList()));
  }

  private static Stream<String> subjects(long seed) {
    ManagementEvents drawn = new ManagementEvents(Samples.TENANT, new SplittableRandom(seed));
    return Stream.generate(() -> drawn.of(Samples.change(OPERATION + "write", true, true)))
        .limit(50)
        .map(ManagementEvent::subject);
  }

  @Test
  void groups_have_the_operation_name_of_their_provider() {
    ManagementEvent event =
        events.of(Samples.change("Microsoft.Resources/resourceGroups/write", false, true));

    assertThat(event.data().path("operationName").asText())
        .isEqualTo("Microsoft.Resources/subscriptions/resourceGroups/write");
  }

  @Test
  void both_schemas_carry_the_same_event() {
    ManagementEvent event = Samples.write();

    JsonNode grid = EventSchema.EVENT_GRID.envelope(event, Samples.SOURCE);
    JsonNode cloud = EventSchema.CLOUD_EVENTS.envelope(event, Samples.SOURCE);

    assertThat(grid.properties().stream().map(field -> field.getKey()))
        .containsExactly(
            "subject",
            "eventType",
            "eventTime",
            "id",
            "data",
            "dataVersion",
            "metadataVersion",
            "topic");
    assertThat(cloud.properties().stream().map(field -> field.getKey()))
        .containsExactly("id", "source", "subject", "type", "time", "data", "specversion");
    assertThat(grid.path("eventTime").asText()).isEqualTo("2026-01-05T12:00:00.0000000Z");
    assertThat(cloud.path("time")).isEqualTo(grid.path("eventTime"));
    assertThat(cloud.path("data")).isEqualTo(grid.path("data"));
    assertThat(cloud.path("source")).isEqualTo(grid.path("topic"));
  }
}
