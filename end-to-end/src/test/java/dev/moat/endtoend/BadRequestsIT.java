package dev.moat.endtoend;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import dev.moat.store.Requests.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is posted that cannot become a setup ends where an operator finds it, with reasons. */
class BadRequestsIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.fast();

  private static final SampleRequest GOOD = SampleRequest.fresh("good");
  private static final SampleRequest BAD = SampleRequest.fresh("bad");
  private static final String SUBNET = "/virtualNetworks/0/subnets/0/addressPrefix";
  private static final int LONGEST = 32_768;

  /**
   * A message that cannot become a setup.
   *
   * @param name also the message's id, see {@link Run#messageId}
   * @param where the JSON pointer to what is wrong; empty for the whole
   */
  record Bad(String name, String body, String reason, String where) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Bad> badRequests() {
    return List.of(
        new Bad("text that is not JSON", "make it private, please", "NotJson", ""),
        new Bad(
            "a field nobody knows",
            BAD.with("/colour", "\"red\"").text(),
            "UnknownField",
            "/colour"),
        new Bad(
            "a missing field",
            BAD.without("/privateEndpoint").text(),
            "MissingField",
            "/privateEndpoint"),
        new Bad(
            "another version",
            BAD.with("/schemaVersion", "2").text(),
            "UnsupportedVersion",
            "/schemaVersion"),
        new Bad(
            "an address range that is none",
            BAD.with(SUBNET, "\"10.0.1.300/24\"").text(),
            "InvalidCidr",
            SUBNET),
        new Bad(
            "a subnet outside its network",
            BAD.with(SUBNET, "\"10.9.1.0/24\"").text(),
            "SubnetOutsideNetwork",
            SUBNET),
        new Bad(
            "two subnets that overlap",
            BAD.with(
                    "/virtualNetworks/0/subnets/-",
                    "{\"name\": \"sibling\", \"addressPrefix\": \"10.0.1.128/25\"}")
                .text(),
            "SubnetsOverlap",
            "/virtualNetworks/0/subnets/1/addressPrefix"),
        new Bad(
            "a scope that is not allowed",
            BAD.with("/privateDnsZone/id", quoted(elsewhere(BAD.zone().value()))).text(),
            "ScopeNotAllowed",
            "/privateDnsZone/id"),
        new Bad(
            "a role that is not allowed",
            BAD.with("/roleAssignments/0/role", "\"Owner\"").text(),
            "RoleNotAllowed",
            "/roleAssignments/0/role"),
        new Bad(
            "more than 32 K characters",
            BAD.text() + " ".repeat(LONGEST + 1 - BAD.text().length()),
            "TooLong",
            ""),
        new Bad(
            "no request id", BAD.without("/requestId").text(), "InvalidRequestId", "/requestId"),
        new Bad(
            "a request id of 101 characters",
            BAD.requestId("a".repeat(101)).text(),
            "InvalidRequestId",
            "/requestId"),
        new Bad(
            "a field that is planned",
            BAD.with("/webApps", "[]").text(),
            "NotSupportedYet",
            "/webApps"),
        new Bad(
            "a request id that another request has",
            BAD.requestId(GOOD.requestId()).text(),
            "RequestIdReused",
            "/requestId"));
  }

  private static Map<String, ServiceBusReceivedMessage> messages;
  private static Map<String, Rejected> rows;
  private static int callsOfTheGoodOne;

  @BeforeAll
  static void posts_them_all() {
    MOAT.post(GOOD).awaitSuccess(1);
    callsOfTheGoodOne = MOAT.calls().count();
    badRequests().forEach(bad -> MOAT.post(bad.body(), bad.name()));
    MOAT.awaitAllTaken();
    messages =
        MOAT.queue("rejected-requests").peek().stream()
            .collect(toMap(ServiceBusReceivedMessage::getMessageId, message -> message));
    rows =
        MOAT.moat().state().rejected(100).stream().collect(toMap(Rejected::messageId, row -> row));
  }

  @ParameterizedTest
  @MethodSource("badRequests")
  void bad_request_is_rejected_with_its_reason_and_its_place(Bad bad) {
    ServiceBusReceivedMessage message = messages.get("rejected/" + Run.messageId(bad.name()));
    Rejected row = rows.get(Run.messageId(bad.name()));

    assertThat(message).isNotNull();
    assertThat(message.getBody().toString()).isEqualTo(bad.body());
    assertThat(message.getApplicationProperties())
        .containsEntry("reason", bad.reason())
        .hasEntrySatisfying("detail", detail -> assertThat(detail).asString().contains(at(bad)));
    assertThat(row).isNotNull();
    assertThat(row.reason()).isEqualTo(bad.reason());
    assertThat(row.detail()).contains(at(bad));
    assertThat(row.body()).isEqualTo(bad.body());
  }

  @Test
  void each_is_rejected_once_and_never_tried_again() throws IOException {
    int posted = badRequests().size();

    assertThat(messages).hasSize(posted);
    assertThat(rows).hasSize(posted);
    assertThat(MOAT.queue("setup-requests").deadLetters()).isEmpty();
    assertThat(MOAT.queue("setup-requests").peek()).isEmpty();
    try (Stream<String> lines = Files.lines(MOAT.moat().azure().functions().log())) {
      assertThat(lines.filter(line -> line.contains("Executing 'Functions.AcceptSetup'")))
          .hasSize(posted + 1);
    }
  }

  @Test
  void no_setup_comes_of_them_and_azure_is_not_called() {
    assertThat(MOAT.moat().state().setups()).containsExactly(GOOD.setup());
    assertThat(MOAT.setup(GOOD).record().generation()).isEqualTo(1);
    assertThat(MOAT.calls().count()).isEqualTo(callsOfTheGoodOne);
  }

  /** How the detail names the place. */
  private static String at(Bad bad) {
    return bad.reason().equals("RequestIdReused")
        ? bad.where() + ": "
        : "%s at '%s': ".formatted(bad.reason(), bad.where());
  }

  private static String elsewhere(String id) {
    return id.replace(
        SampleRequest.SUBSCRIPTION, "/subscriptions/00000000-0000-0000-0000-000000000009");
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
