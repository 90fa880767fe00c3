package dev.moat.endtoend;

import static dev.moat.endtoend.Scenario.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.Difference;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events come twice, in bursts, in either schema, of Moat's own changes and of nobody's. */
class DriftEventsIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.instant().withShortBursts();

  private static final Difference OPEN =
      new Difference("publicNetworkAccess", "Disabled", "Enabled");
  private static final ResourceId SUBSCRIPTION_TO_EVENTS =
      new ResourceId(
          SampleRequest.SUBSCRIPTION
              + "/resourceGroups/moat/providers/Microsoft.EventGrid/systemTopics/moat"
              + "/eventSubscriptions/drift");
  private static final String EVENT_GRID = "2022-06-15";

  @AfterEach
  void deliver_each_event_once() {
    MOAT.arm().disturbEvents("{\"storm\": 1, \"hold\": false}");
  }

  @Test
  void changes_of_its_own_are_not_looked_into() {
    SampleRequest request = SampleRequest.fresh("own");
    long events = MOAT.invocations("DriftEvent");
    long notices = MOAT.invocations("NoticeChange");
    long checks = MOAT.invocations("CheckDrift");

    Setup setup = MOAT.post(request).awaitSuccess(1);
    Calls readsAtTheEnd = MOAT.calls().in(request.group());
    MOAT.awaitQuiet(setup);

    assertThat(MOAT.invocations("DriftEvent")).isGreaterThanOrEqualTo(events + 9);
    assertThat(MOAT.invocations("NoticeChange")).isEqualTo(notices);
    assertThat(MOAT.invocations("CheckDrift")).isEqualTo(checks);
    assertThat(setup.historyReasons()).endsWith("SetupSucceeded");
    assertThat(MOAT.calls().in(request.group())).isEqualTo(readsAtTheEnd);
  }

  @Test
  void event_in_event_grids_own_schema_is_understood() {
    SampleRequest request = finished("schema");
    Scenario scenario = Scenario.on(MOAT, request);
    deliverAs("EventGridSchema");
    try {
      PersonsChange change = alice().openToThePublic(request.registry());
      scenario.awaitRepaired();

      scenario
          .assertRepairedBy(write("PATCH", request.registry()))
          .assertTold(StepKind.LOCKDOWN, change, OPEN);
    } finally {
      deliverAs("CloudEventSchemaV1_0");
    }
  }

  @Test
  void event_that_comes_five_times_is_repaired_once() {
    SampleRequest request = finished("five-times");
    Scenario scenario = Scenario.on(MOAT, request);
    long events = MOAT.invocations("DriftEvent");
    MOAT.arm().disturbEvents("{\"storm\": 5}");

    PersonsChange change = alice().openToThePublic(request.registry());
    scenario.awaitRepaired();

    assertThat(MOAT.invocations("DriftEvent")).isGreaterThanOrEqualTo(events + 5);
    scenario
        .assertRepairedBy(write("PATCH", request.registry()))
        .assertTold(StepKind.LOCKDOWN, change, OPEN);
    assertThat(scenario.reasons()).containsOnlyOnce("LockdownDrifted");
  }

  @Test
  void change_of_a_resource_of_nobody_costs_no_call_to_azure() {
    SampleRequest request = finished("bystander");
    Scenario scenario = Scenario.on(MOAT, request);
    long events = MOAT.invocations("DriftEvent");
    long notices = MOAT.invocations("NoticeChange");

    Owner owner = new Owner(alice().arm());
    String elsewhere = SampleRequest.SUBSCRIPTION + "/resourceGroups/elsewhere";
    owner.resourceGroup(elsewhere);
    for (String network : List.of("v", "w")) {
      owner.network(
          new ResourceId(elsewhere + "/providers/Microsoft.Network/virtualNetworks/" + network),
          "[]");
    }
    Await.until(
        "the events of the networks",
        Duration.ofSeconds(30),
        () -> MOAT.invocations("DriftEvent") >= events + 2 ? Optional.of(true) : Optional.empty(),
        () -> MOAT.arm().eventCounts().toString());
    MOAT.awaitQuiet(scenario.setup());

    assertThat(MOAT.invocations("NoticeChange")).isEqualTo(notices);
    assertThat(scenario.news()).isEmpty();
    assertThat(MOAT.calls().all()).isEmpty();
    assertThat(scenario.setup().status()).isEqualTo(SetupStatus.SUCCEEDED);
  }

  private static SampleRequest finished(String group) {
    SampleRequest request = SampleRequest.fresh(group);
    MOAT.post(request).awaitSuccess(1);
    return request;
  }

  private static void deliverAs(String schema) {
    Path file = SampleRequest.home().resolve("infra/event-subscription.json");
    try {
      ObjectNode body = (ObjectNode) Json.parse(Files.readString(file));
      body.withObject("/properties")
          .put("eventDeliverySchema", schema)
          .putObject("destination")
          .put("endpointType", "WebHook")
          .putObject("properties")
          .put(
              "endpointUrl",
              MOAT.moat().azure().endpoints().functionsUrl()
                  + "/runtime/webhooks/eventgrid?functionName=DriftEvent");
      new Owner(MOAT.arm()).put(SUBSCRIPTION_TO_EVENTS, EVENT_GRID, body.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    JsonNode now = alice().properties(SUBSCRIPTION_TO_EVENTS, EVENT_GRID);
    assertThat(now.path("eventDeliverySchema").asText()).isEqualTo(schema);
  }

  private static Person alice() {
    return Person.alice(MOAT.arm());
  }
}
