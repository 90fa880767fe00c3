package dev.moat.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.moat.model.Actor;
import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceEventsTest {

  private static final String SUBJECT =
      "/subscriptions/s1/resourceGroups/RG/providers/Microsoft.Network/privateEndpoints/pe";
  private static final String OBJECT_ID =
      "http://schemas.microsoft.com/identity/claims/objectidentifier";
  private static final String UPN = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn";
  private static final String UNIQUE_NAME =
      "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name";
  private static final String CLAIMS =
      "{\"name\": \"Alice\", \"" + OBJECT_ID + "\": \"o-1\", \"appid\": \"a-1\"}";
  private static final ResourceChange CHANGE =
      new ResourceChange(
          new ResourceId(SUBJECT),
          "Microsoft.Network/privateEndpoints/delete",
          new Actor(Optional.of("Alice"), Optional.of("o-1"), Optional.of("a-1")),
          "c-1",
          Instant.parse("2026-11-21T12:00:00.123Z"));

  @Test
  void an_event_in_event_grids_own_schema_is_read() {
    assertThat(ResourceEvents.read(own("Microsoft.Resources.ResourceDeleteSuccess", CLAIMS)))
        .contains(CHANGE);
  }

  @Test
  void an_event_as_cloud_events_1_0_is_read() {
    assertThat(ResourceEvents.read(cloud(CLAIMS))).contains(CHANGE);
  }

  @Test
  void claims_that_are_written_as_a_text_are_read() {
    String text = "\"" + CLAIMS.replace("\"", "\\\"") + "\"";

    assertThat(ResourceEvents.read(cloud(text))).contains(CHANGE);
  }

  @Test
  void a_subject_keeps_its_spelling_and_equals_every_other_spelling() {
    ResourceId resource = ResourceEvents.read(cloud(CLAIMS)).orElseThrow().resource();

    assertThat(resource.value()).isEqualTo(SUBJECT);
    assertThat(resource).isEqualTo(new ResourceId(SUBJECT.toUpperCase(Locale.ROOT)));
  }

  @Test
  void a_time_with_an_offset_is_read() {
    String event = cloud(CLAIMS).replace("12:00:00.123Z", "14:00:00.123+02:00");

    assertThat(ResourceEvents.read(event)).contains(CHANGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Microsoft.Resources.ResourceWriteSuccess",
        "Microsoft.Resources.ResourceDeleteSuccess",
        "Microsoft.Resources.ResourceActionSuccess"
      })
  void what_changes_something_is_a_change(String type) {
    assertThat(ResourceEvents.read(own(type, CLAIMS))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Microsoft.Resources.ResourceWriteFailure",
        "Microsoft.Resources.ResourceWriteCancel",
        "Microsoft.Resources.ResourceDeleteFailure",
        "Microsoft.ContainerRegistry.ImagePushed",
        "XMicrosoft.Resources.ResourceWriteSuccess",
        "Microsoft.Resources.ResourceWriteSuccessX",
        "MicrosoftxResources.ResourceWriteSuccess"
      })
  void an_event_of_another_type_is_ignored_whatever_it_holds(String type) {
    assertThat(ResourceEvents.read("{\"eventType\": \"" + type + "\"}")).isEmpty();
    assertThat(ResourceEvents.read(own(type, CLAIMS))).isEmpty();
  }

  @Test
  void a_person_is_named_by_the_name_or_else_by_the_login() {
    assertThat(actor("{\"" + UPN + "\": \"alice@contoso.com\"}").name())
        .contains("alice@contoso.com");
    assertThat(actor("{\"upn\": \"bob\", \"unique_name\": \"b\"}").name()).contains("bob");
    assertThat(actor("{\"unique_name\": \"carol\", \"name\": \" \"}").name()).contains("carol");
  }

  @Test
  void a_guest_is_named_by_the_spelled_out_unique_name() {
    assertThat(actor("{\"" + UNIQUE_NAME + "\": \"live.com#dora@example.org\"}").name())
        .contains("live.com#dora@example.org");
  }

  @ParameterizedTest
  @CsvSource({
    "/subscriptions/s/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/gitops,"
        + " userAssignedIdentities/gitops",
    "/subscriptions/s/resourcegroups/g/providers/Microsoft.Web/sites/app/slots/staging,"
        + " sites/app/slots/staging",
    "/providers/Microsoft.Management/managementGroups/m/providers/Microsoft.Authorization/policyAssignments/deny,"
        + " policyAssignments/deny",
    "/providers/Microsoft.Authorization/policyAssignments/deny, policyAssignments/deny",
    "/SUBSCRIPTIONS/S/PROVIDERS/MICROSOFT.AUTHORIZATION/POLICYASSIGNMENTS/DENY,"
        + " POLICYASSIGNMENTS/DENY"
  })
  void a_managed_identity_is_named_by_its_resource(String id, String name) {
    assertThat(actor("{\"xms_mirid\": \"" + id + "\", \"oid\": \"o-3\"}").toString())
        .isEqualTo(name + " (object id o-3)");
  }

  @Test
  void whoever_has_a_name_is_not_named_by_a_resource() {
    String id = "/subscriptions/s/providers/Microsoft.Authorization/policyAssignments/deny";

    assertThat(actor("{\"xms_mirid\": \"" + id + "\", \"unique_name\": \"carol\"}").name())
        .contains("carol");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gitops",
        "/subscriptions/s/resourcegroups/g",
        "/subscriptions/s/providers/Microsoft.Web",
        "/subscriptions/s/providers/Microsoft.Web/sites",
        "/subscriptions/s/providers/Microsoft.Web/sites/"
      })
  void what_is_no_id_of_a_resource_is_shown_as_it_is(String id) {
    assertThat(actor("{\"xms_mirid\": \"" + id + "\"}").name()).contains(id);
  }

  @Test
  void a_hostile_resource_is_made_short_and_one_line() {
    String name = "\\n\\u001b[2J" + "/providers/x/t/n".repeat(20_000) + "y".repeat(100_000);

    assertThat(actor("{\"xms_mirid\": \"/providers/a/b/" + name + "\"}").name().orElseThrow())
        .startsWith("t/nyyy")
        .hasSize(257);
    assertThat(actor("{\"xms_mirid\": \"" + name + "\"}").name().orElseThrow())
        .startsWith("\uFFFD\uFFFD[2J/providers")
        .hasSize(257);
  }

  @Test
  void the_short_name_of_the_object_id_is_read_too() {
    assertThat(actor("{\"oid\": \"o-2\"}").objectId()).contains("o-2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "\"\"", "\"{}\"", "[]"})
  void without_claims_nobody_is_named(String claims) {
    assertThat(actor(claims)).isEqualTo(Actor.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no event", "[]", "null", "{}", "{\"eventType\": 1}", "[{}]"})
  void what_is_no_event_is_refused(String event) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResourceEvents.read(event))
        .withMessageStartingWith("Cannot read the event: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"type", "subject", "operationName", "correlationId", "time"})
  void a_refusal_names_what_is_missing(String field) {
    String event = cloud(CLAIMS).replace("\"" + field + "\"", "\"other\"");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResourceEvents.read(event))
        .withMessage("Cannot read the event: it has no text '" + field + "'");
  }

  @Test
  void a_refusal_says_what_is_wrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResourceEvents.read(cloud(CLAIMS).replace(SUBJECT, "the endpoint")))
        .withMessageContaining("its subject is no resource id: 'the endpoint'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResourceEvents.read(cloud(CLAIMS).replace("2026-11-21T", "")))
        .withMessageContaining("its time is none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResourceEvents.read(cloud("\"{\"")))
        .withMessageContaining("it is not JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/endpoint\\u001b[2J", "/endpoint\\nSUCCEEDED", "/endpoint\\u0000"})
  void a_text_that_is_more_than_a_line_is_refused(String hostile) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResourceEvents.read(cloud(CLAIMS).replace(SUBJECT, SUBJECT + hostile)))
        .withMessage("Cannot read the event: its 'subject' is no line of at most 4000 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"subject", "operationName", "correlationId"})
  void a_text_that_is_longer_than_any_of_azures_is_refused(String field) {
    String event = cloud(CLAIMS).replaceFirst("\"" + field + "\": \"", "$0" + "/x".repeat(2_000));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResourceEvents.read(event))
        .withMessageContaining("its '" + field + "' is no line of at most 4000 characters");
  }

  @Test
  void a_hostile_name_is_made_short_and_one_line() {
    String name = "Alice\\n\\u001b[2J\\u202e" + "x".repeat(100_000);

    Actor actor = actor("{\"name\": \"" + name + "\", \"oid\": \"" + name + "\"}");

    assertThat(actor.name().orElseThrow())
        .startsWith("Alice\uFFFD\uFFFD[2J\uFFFDxxx")
        .hasSize(257)
        .endsWith("…");
    assertThat(actor.objectId().orElseThrow()).hasSize(257).doesNotContainPattern("\\p{C}");
  }

  private static Actor actor(String claims) {
    return ResourceEvents.read(cloud(claims)).orElseThrow().actor();
  }

  private static String own(String type, String claims) {
    return """
        {"id": "1", "topic": "/subscriptions/s1", "subject": "%s", "eventType": "%s",
         "eventTime": "2026-11-21T12:00:00.123Z", "dataVersion": "2", "metadataVersion": "1",
         "data": {"operationName": "Microsoft.Network/privateEndpoints/delete",
          "correlationId": "c-1", "status": "Succeeded", "claims": %s}}
        """
        .formatted(SUBJECT, type, claims);
  }

  private static String cloud(String claims) {
    return """
        {"id": "1", "source": "/subscriptions/s1", "specversion": "1.0", "subject": "%s",
         "type": "Microsoft.Resources.ResourceDeleteSuccess", "time": "2026-11-21T12:00:00.123Z",
         "data": {"operationName": "Microsoft.Network/privateEndpoints/delete",
          "correlationId": "c-1", "claims": %s}}
        """
        .formatted(SUBJECT, claims);
  }
}
