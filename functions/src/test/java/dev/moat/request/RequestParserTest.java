package dev.moat.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.moat.model.DriftPolicy;
import dev.moat.model.OnDrift;
import dev.moat.model.ReplyTo;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.request.ParseResult.Accepted;
import dev.moat.request.ParseResult.Rejected;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {

  private static final RequestParser PARSER = new RequestParser();
  private static final String GROUP =
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/secureacrsetup";
  private static final String NETWORK =
      GROUP + "/providers/Microsoft.Network/virtualNetworks/secureacr-vnet";

  @Test
  void reads_the_scenario_with_eight_resources_to_create() {
    SetupRequest request = accepted(Samples.text(Samples.SECUREACR)).request();

    ResourceId network = new ResourceId(NETWORK);
    ResourceId zone =
        new ResourceId(
            GROUP + "/providers/Microsoft.Network/privateDnsZones/privatelink.azurecr.io");
    ResourceId subnet = network.child("subnets", "private-endpoint-subnet");
    assertThat(request)
        .isEqualTo(
            new SetupRequest(
                "secureacr-1",
                new SetupRequest.Registry(
                    new ResourceId(
                        GROUP + "/providers/Microsoft.ContainerRegistry/registries/secureacr2021"),
                    Optional.of(new SetupRequest.CreateRegistry("westcentralus", Map.of()))),
                List.of(
                    new SetupRequest.VirtualNetwork(
                        network,
                        Optional.of(
                            new SetupRequest.CreateVirtualNetwork(
                                "westcentralus", List.of("10.0.0.0/16"), Map.of())),
                        List.of(
                            new SetupRequest.Subnet(
                                subnet, "10.0.1.0/24", Optional.of("Disabled"), List.of())))),
                new SetupRequest.PrivateDnsZone(
                    zone,
                    List.of(
                        new SetupRequest.VirtualNetworkLink(
                            zone.child("virtualNetworkLinks", "acr-zonelink"), network))),
                new SetupRequest.PrivateEndpoint(
                    new ResourceId(
                        GROUP + "/providers/Microsoft.Network/privateEndpoints/secureacr-pe"),
                    "westcentralus",
                    subnet,
                    "secureacr-pc",
                    "secureacr-zg",
                    Optional.empty()),
                List.of(
                    new SetupRequest.RoleAssignment(
                        "AcrPull", "00000000-0000-0000-0000-0000000000a1", "ServicePrincipal")),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void reads_the_delegated_subnet_beside_the_endpoints_subnet() {
    SetupRequest request = accepted(Samples.text(Samples.WITH_INTEGRATION_SUBNET)).request();

    assertThat(request.virtualNetworks().get(0).subnets())
        .extracting(subnet -> subnet.id().name(), SetupRequest.Subnet::delegations)
        .containsExactly(
            tuple("private-endpoint-subnet", List.of()),
            tuple("vnet-integration-subnet", List.of("Microsoft.Web/serverFarms")));
  }

  @Test
  void reads_tags() {
    ObjectNode request = Samples.secureacr();
    Samples.set(request, "/registry/createIfMissing/tags", request.objectNode().put("team", "ö"));

    assertThat(accepted(request.toString()).request().registry().createIfMissing().orElseThrow())
        .extracting(SetupRequest.CreateRegistry::tags)
        .isEqualTo(Map.of("team", "ö"));
  }

  @Test
  void reads_what_to_do_about_drift() {
    assertThat(accepted(Samples.text(Samples.ON_DRIFT)).request().onDrift())
        .contains(
            new DriftPolicy(
                OnDrift.REPAIR,
                Map.of(
                    "identity-grant",
                    OnDrift.REPORT,
                    "subnet.secureacr-vnet.private-endpoint-subnet",
                    OnDrift.IGNORE),
                false));
  }

  @ParameterizedTest
  @CsvSource({"Repair, REPAIR", "Report, REPORT", "Ignore, IGNORE"})
  void reads_each_action_for_the_steps_that_are_not_named(String action, OnDrift otherwise) {
    ObjectNode request = Samples.secureacr();
    request.putObject("onDrift").put("action", action);

    assertThat(accepted(request.toString()).request().onDrift())
        .contains(new DriftPolicy(otherwise, Map.of(), false));
  }

  @Test
  void an_empty_word_on_drift_is_the_default() {
    ObjectNode request = Samples.secureacr();
    request.putObject("onDrift");

    assertThat(accepted(request.toString()).request().onDrift()).contains(DriftPolicy.DEFAULT);
  }

  @Test
  void a_registry_that_can_be_created_may_be_made_again() {
    ObjectNode request = Samples.secureacr();
    request.putObject("onDrift").put("recreateRegistry", true);

    assertThat(accepted(request.toString()).request().driftPolicy().recreateRegistry()).isTrue();
  }

  @Test
  void a_registry_that_is_never_created_may_still_say_that_it_is_not_made_again() {
    ObjectNode request = Samples.secureacr();
    Samples.remove(request, "/registry/createIfMissing");
    request.putObject("onDrift").put("recreateRegistry", false);

    assertThat(accepted(request.toString()).request().onDrift()).contains(DriftPolicy.DEFAULT);
  }

  @Test
  void takes_forty_steps_with_names_as_long_as_they_get() {
    ObjectNode request = Samples.secureacr();
    ObjectNode steps = request.putObject("onDrift").putObject("steps");
    for (int i = 10; i < 50; i++) {
      steps.put("subnet." + i + "a".repeat(191), "Report");
    }

    assertThat(accepted(request.toString()).request().driftPolicy().steps()).hasSize(40);
  }

  @Test
  void reads_who_is_told_and_who_approves() {
    SetupRequest request = accepted(Samples.text(Samples.MANUAL_APPROVAL)).request();

    assertThat(request.replyTo())
        .contains(new ReplyTo("setup-outcomes", Optional.of("order-4711")));
    assertThat(request.privateEndpoint().manualApproval())
        .contains(
            new SetupRequest.ManualApproval(
                Optional.of("Private access of secureacr, asked for by team A"), false));
  }

  @Test
  void the_owner_approves_unless_the_request_says_that_moat_does() {
    assertThat(approval("{\"mode\": \"Manual\"}"))
        .contains(new SetupRequest.ManualApproval(Optional.empty(), false));
    assertThat(approval("{\"mode\": \"Manual\", \"approvedBy\": \"Moat\"}"))
        .contains(new SetupRequest.ManualApproval(Optional.empty(), true));
    assertThat(approval("{\"mode\": \"Automatic\"}")).isEmpty();
  }

  @Test
  void takes_what_is_told_and_to_whom_as_long_as_it_may_be() {
    ObjectNode request = Samples.secureacr();
    request
        .putObject("replyTo")
        .put("queueName", "A" + "._/-".repeat(64) + "---")
        .put("correlationId", "ü-order/".repeat(16));
    Samples.set(
        request,
        "/privateEndpoint/approval",
        request.objectNode().put("mode", "Manual").put("requestMessage", "\u00fc".repeat(140)));

    assertThat(problems(request.toString())).containsExactly("InvalidValue /replyTo/queueName");
    ((ObjectNode) request.path("replyTo")).put("queueName", "A" + "._/-".repeat(64) + "--9");
    SetupRequest read = accepted(request.toString()).request();

    assertThat(read.replyTo().map(ReplyTo::queue).orElseThrow()).hasSize(260);
    assertThat(read.replyTo().flatMap(ReplyTo::correlationId).orElseThrow()).hasSize(128);
    assertThat(read.privateEndpoint().manualApproval().flatMap(m -> m.requestMessage()))
        .hasValueSatisfying(message -> assertThat(message).hasSize(140));
  }

  @Test
  void says_why_nobody_is_asked_with_mode_automatic() {
    ObjectNode request = Samples.secureacr();
    Samples.set(
        request,
        "/privateEndpoint/approval",
        request.objectNode().put("mode", "Automatic").put("approvedBy", "Owner"));

    assertThat(((Rejected) PARSER.parse(request.toString())).problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .contains("Azure approves the connection at once")
                    .contains("Choose mode Manual"));
  }

  @Test
  void takes_only_what_is_required_and_fills_in_the_published_defaults() {
    ObjectNode request = Samples.secureacr();
    Samples.remove(request, "/registry/createIfMissing");
    Samples.remove(request, "/virtualNetworks/0/createIfMissing");
    Samples.remove(request, "/virtualNetworks/0/subnets/0/privateEndpointNetworkPolicies");
    Samples.remove(request, "/privateEndpoint/connectionName");
    Samples.remove(request, "/privateEndpoint/privateDnsZoneGroup");
    Samples.remove(request, "/roleAssignments/0/principalType");
    Samples.remove(request, "/lockdown");

    SetupRequest read = accepted(request.toString()).request();

    JsonNode schema = Samples.json("/dev/moat/request/setup-request.schema.json").path("$defs");
    assertThat(read.registry().createIfMissing()).isEmpty();
    assertThat(read.virtualNetworks().get(0).createIfMissing()).isEmpty();
    assertThat(read.virtualNetworks().get(0).subnets().get(0).privateEndpointNetworkPolicies())
        .isEmpty();
    assertThat(read.privateEndpoint().connectionName()).isEqualTo("secureacr-pe");
    assertThat(read.privateEndpoint().zoneGroupName())
        .isEqualTo(
            schema.at("/privateEndpoint/properties/privateDnsZoneGroup/default/name").textValue());
    assertThat(read.roleAssignments().get(0).principalType())
        .isEqualTo(schema.at("/roleAssignment/properties/principalType/default").textValue());
  }

  @Test
  void takes_no_roles_at_all() {
    ObjectNode request = Samples.secureacr();
    Samples.remove(request, "/roleAssignments");

    assertThat(accepted(request.toString()).request().roleAssignments()).isEmpty();
  }

  @Test
  void takes_ids_in_another_case_and_keeps_their_spelling() {
    ObjectNode request = Samples.secureacr();
    String id =
        "/Subscriptions/00000000-0000-0000-0000-000000000001/resourcegroups/SecureAcrSetup"
            + "/providers/microsoft.network/virtualnetworks/SECUREACR-VNET";
    Samples.set(request, "/virtualNetworks/0/id", new TextNode(id.replace("/S", "/s")));

    assertThat(accepted(request.toString()).request().virtualNetworks().get(0).id().value())
        .isEqualTo(id.replace("/S", "/s"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hello",
        "{",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":01}",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":1} x",
        "{\"a\":1}{}",
        "{\"a\":1} // more",
        "{\"a\":\"line\nbreak\"}",
        "\uFEFF\uFEFF{}",
        "\u0000"
      })
  void refuses_what_is_not_one_json_value(String body) {
    assertThat(PARSER.parse(body))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> {
              assertThat(rejected.problems())
                  .extracting(Problem::reason)
                  .containsExactly(Reason.NOT_JSON);
              assertThat(rejected.problems().get(0).message()).doesNotContainPattern("\\p{C}");
              assertThat(rejected.requestId()).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "true", "1", "1e999999999", "\"text\"", "[]", "[{}]"})
  void refuses_json_that_is_no_object(String body) {
    assertThat(reasons(body)).containsExactly(Reason.WRONG_TYPE);
  }

  @Test
  void refuses_a_field_that_is_there_twice_and_says_which() {
    assertThat(PARSER.parse("{\"registry\":{\"id\":\"a\",\"id\":\"b\"}}"))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected ->
                assertThat(rejected.problems())
                    .extracting(Problem::reason, Problem::pointer)
                    .containsExactly(tuple(Reason.DUPLICATE_FIELD, "/registry/id")));
  }

  @Test
  void refuses_deep_nesting_without_following_it() {
    assertThat(reasons("{\"a\":" + "[".repeat(16_000) + "]".repeat(16_000) + "}"))
        .containsExactly(Reason.TOO_DEEP);
  }

  @Test
  void takes_a_text_as_long_as_a_row_holds_and_no_longer() {
    String sample = Samples.text(Samples.SECUREACR);
    String longest = sample + " ".repeat(Json.LONGEST - sample.length());

    assertThat(PARSER.parse(longest)).isInstanceOf(Accepted.class);
    assertThat(reasons(longest + " ")).containsExactly(Reason.TOO_LONG);
  }

  @Test
  void skips_one_byte_order_mark() {
    assertThat(PARSER.parse("\uFEFF" + Samples.text(Samples.SECUREACR)))
        .isEqualTo(PARSER.parse(Samples.text(Samples.SECUREACR)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-1", "0", "999999999999999999999999"})
  void checks_nothing_else_of_another_version(String version) {
    assertThat(reasons("{\"schemaVersion\":" + version + ",\"x\":1}"))
        .containsExactly(Reason.UNSUPPORTED_VERSION);
  }

  @Test
  void tells_the_request_id_of_a_rejected_request_when_it_is_a_valid_one() {
    assertThat(PARSER.parse("{\"requestId\":\"r-1\"}"))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.requestId()).contains("r-1"));
    assertThat(PARSER.parse("{\"requestId\":\"r/1\"}"))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.requestId()).isEmpty());
  }

  @Test
  void lists_a_bounded_number_of_problems_and_counts_the_rest() {
    StringBuilder body = new StringBuilder("{\"schemaVersion\":1");
    for (int i = 0; i < 1_000; i++) {
      body.append(",\"field").append(i).append("\":1");
    }

    Rejected rejected = (Rejected) PARSER.parse(body.append('}').toString());

    assertThat(rejected.problems()).hasSize(Problems.MOST + 1);
    assertThat(rejected.problems().get(Problems.MOST).reason()).isEqualTo(Reason.MORE_PROBLEMS);
    assertThat(rejected.problems().get(Problems.MOST).message()).startsWith("955 more problems");
  }

  @Test
  void shortens_a_field_name_that_fills_the_message() {
    Rejected rejected = (Rejected) PARSER.parse("{\"" + "a".repeat(30_000) + "\":1}");

    assertThat(rejected.problems()).allSatisfy(p -> assertThat(p.message()).hasSizeLessThan(800));
    assertThat(rejected.problems()).allSatisfy(p -> assertThat(p.pointer()).hasSizeLessThan(800));
  }

  private static Optional<SetupRequest.ManualApproval> approval(String json) {
    String sample = Samples.text(Samples.SECUREACR);
    String request =
        sample.replace("\"connectionName\"", "\"approval\": " + json + ", \"connectionName\"");
    return accepted(request).request().privateEndpoint().manualApproval();
  }

  private static List<String> problems(String request) {
    return ((Rejected) PARSER.parse(request))
        .problems().stream()
            .map(problem -> problem.reason().label() + " " + problem.pointer())
            .toList();
  }

  private static Accepted accepted(String body) {
    assertThat(PARSER.parse(body)).isInstanceOf(Accepted.class);
    return (Accepted) PARSER.parse(body);
  }

  private static List<Reason> reasons(String body) {
    assertThat(PARSER.parse(body)).isInstanceOf(Rejected.class);
    return ((Rejected) PARSER.parse(body)).problems().stream().map(Problem::reason).toList();
  }
}
