package dev.moat.endtoend;

import static dev.moat.endtoend.Scenario.gone;
import static dev.moat.endtoend.Scenario.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.model.Difference;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person takes the private endpoint away, or its approval: Moat brings the path back. */
class DriftEndpointIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.instant().withShortBursts();

  private static final SampleRequest GONE = SampleRequest.fresh("gone");
  private static final SampleRequest MADE_ANEW = SampleRequest.fresh("made-anew");
  private static final SampleRequest REJECTED = SampleRequest.fresh("rejected");
  private static final SampleRequest CUT = SampleRequest.fresh("cut");
  private static final SampleRequest LATE = SampleRequest.fresh("late");

  @BeforeAll
  static void posts_them_all() {
    MOAT.postAll(GONE, MADE_ANEW, REJECTED, CUT, LATE);
  }

  @Test
  void endpoint_that_was_deleted_comes_back_with_its_group_and_records() {
    Scenario scenario = Scenario.on(MOAT, GONE);

    PersonsChange change = alice().delete(GONE.endpoint(), ApiVersions.NETWORK);
    scenario.awaitRepaired();

    assertWholePath(GONE);
    scenario
        .assertRepairedBy(write("PUT", GONE.endpoint()), write("PUT", GONE.zoneGroup()))
        .assertTold(StepKind.ENDPOINT, change, gone())
        .assertTold(StepKind.ZONE_GROUP, change, gone())
        .assertReadsAtMost(40);
  }

  @Test
  void endpoint_that_somebody_made_anew_gets_its_records() {
    ObjectNode body = sameAtOtherAddresses(MADE_ANEW);
    Scenario scenario = Scenario.on(MOAT, MADE_ANEW);

    MOAT.arm().disturbEvents("{\"hold\": true}");
    PersonsChange deletion = alice().delete(MADE_ANEW.endpoint(), ApiVersions.NETWORK);
    alice().put(MADE_ANEW.endpoint(), ApiVersions.NETWORK, body.toString());
    MOAT.arm().disturbEvents("{\"hold\": false}");
    scenario.awaitRepaired();

    assertWholePath(MADE_ANEW);
    assertThat(address(MADE_ANEW)).isEqualTo("10.0.1.200");
    scenario
        .assertRepairedBy(write("PUT", MADE_ANEW.zoneGroup()))
        .assertTold(StepKind.ZONE_GROUP, deletion, gone())
        .assertReadsAtMost(40);
  }

  @Test
  void endpoint_whose_connection_was_rejected_is_replaced() {
    Scenario scenario = Scenario.on(MOAT, REJECTED);

    PersonsChange change = reject(REJECTED);
    scenario.awaitRepaired();

    assertWholePath(REJECTED);
    scenario
        .assertRepairedBy(
            write("DELETE", REJECTED.endpoint()),
            write("PUT", REJECTED.endpoint()),
            write("PUT", REJECTED.zoneGroup()))
        .assertTold(
            StepKind.ENDPOINT,
            change,
            new Difference("privateLinkServiceConnectionState.status", "Approved", "Rejected"))
        .assertReadsAtMost(60);
  }

  @Test
  void endpoint_that_shows_the_rejection_later_is_waited_for_and_replaced() {
    Scenario scenario = Scenario.on(MOAT, LATE);
    PersonsChange change;
    MOAT.arm().disturbEndpoints("{\"hold\": true}");
    try {
      change = reject(LATE);
      scenario.awaitDrift(StepKind.ENDPOINT);
      assertThat(status(LATE)).isEqualTo("Approved");
      assertThat(scenario.writes()).isEmpty();
    } finally {
      MOAT.arm().disturbEndpoints("{\"hold\": false}");
    }
    scenario.awaitRepaired();

    assertWholePath(LATE);
    scenario
        .assertRepairedBy(
            write("DELETE", LATE.endpoint()),
            write("PUT", LATE.endpoint()),
            write("PUT", LATE.zoneGroup()))
        .assertTold(
            StepKind.ENDPOINT,
            change,
            new Difference(
                "privateEndpointConnection.privateLinkServiceConnectionState.status",
                "Approved",
                "Rejected"))
        .assertReadsAtMost(60);
  }

  @Test
  void endpoint_whose_connection_was_deleted_is_replaced() {
    Scenario scenario = Scenario.on(MOAT, CUT);

    PersonsChange change = alice().delete(connection(CUT), ApiVersions.REGISTRY);
    scenario.awaitRepaired();

    assertWholePath(CUT);
    scenario
        .assertRepairedBy(
            write("DELETE", CUT.endpoint()),
            write("PUT", CUT.endpoint()),
            write("PUT", CUT.zoneGroup()))
        .assertTold(
            StepKind.ENDPOINT,
            change,
            new Difference("privateLinkServiceConnectionState.status", "Approved", "Disconnected"))
        .assertReadsAtMost(60);
  }

  /** The endpoint is approved, and the registry's name leads to it. */
  private static void assertWholePath(SampleRequest request) {
    assertThat(status(request)).isEqualTo("Approved");
    JsonNode endpoint = alice().properties(request.endpoint(), ApiVersions.NETWORK);
    ResourceId nic = new ResourceId(endpoint.at("/networkInterfaces/0/id").asText());
    assertThat(alice().properties(nic, ApiVersions.NETWORK).findValuesAsText("privateIPAddress"))
        .hasSize(2)
        .contains(address(request));
    assertThat(
            alice()
                .properties(request.registry(), ApiVersions.REGISTRY)
                .path("privateEndpointConnections"))
        .hasSize(1);
  }

  /** The status of the connection, as the endpoint shows it. */
  private static String status(SampleRequest request) {
    return alice()
        .properties(request.endpoint(), ApiVersions.NETWORK)
        .at("/privateLinkServiceConnections/0/properties/privateLinkServiceConnectionState/status")
        .asText();
  }

  /** A person rejects the connection at the registry. */
  private static PersonsChange reject(SampleRequest request) {
    return alice()
        .put(
            connection(request),
            ApiVersions.REGISTRY,
            """
            {"properties": {"privateLinkServiceConnectionState": {
              "status": "Rejected", "description": "Who is this?"}}}
            """);
  }

  /** Where the registry's name leads. */
  private static String address(SampleRequest request) {
    return alice()
        .properties(request.record(), ApiVersions.PRIVATE_DNS)
        .at("/aRecords/0/ipv4Address")
        .asText();
  }

  /** What an endpoint of the same name to the same registry is made of, at chosen addresses. */
  private static ObjectNode sameAtOtherAddresses(SampleRequest request) {
    return (ObjectNode)
        Json.parse(
            """
            {"location": "westcentralus", "properties": {
              "subnet": {"id": "%s"},
              "privateLinkServiceConnections": [{"name": "by-hand", "properties": {
                "privateLinkServiceId": "%s", "groupIds": ["registry"]}}],
              "ipConfigurations": [
                {"name": "api", "properties": {"groupId": "registry",
                  "memberName": "registry", "privateIPAddress": "10.0.1.200"}},
                {"name": "data", "properties": {"groupId": "registry",
                  "memberName": "registry_data_westcentralus",
                  "privateIPAddress": "10.0.1.201"}}]}}
            """
                .formatted(request.subnet(), request.registry()));
  }

  /** The registry's end of the connection. */
  private static ResourceId connection(SampleRequest request) {
    return new ResourceId(
        alice()
            .properties(request.registry(), ApiVersions.REGISTRY)
            .at("/privateEndpointConnections/0/id")
            .asText());
  }

  private static Person alice() {
    return Person.alice(MOAT.arm());
  }
}
