package dev.moat.localazure.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.localazure.eventgrid.Inbox;
import dev.moat.localazure.eventgrid.Inbox.Received;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event Grid through the real process: from a write over HTTPS to a webhook over HTTP. */
class EventGridIT {
  private static final String SUBSCRIPTION = "/subscriptions/11111111-1111-4111-8111-111111111111";
  private static final String GROUP = SUBSCRIPTION + "/resourceGroups/rg";
  private static final String TOPIC = GROUP + "/providers/Microsoft.EventGrid/systemTopics/moat";
  private static final String NETWORK = GROUP + "/providers/Microsoft.Network/virtualNetworks/v";
  private static final String CORRELATION = "c0ffee00-0000-4000-8000-000000000001";

  @TempDir private Path temp;

  private LocalAzure azure;
  private ArmCalls arm;
  private Inbox inbox;

  @BeforeEach
  void start() throws Exception {
    inbox = Inbox.open();
    azure = LocalAzure.in(temp).latency("instant").start();
    arm = new ArmCalls(azure.endpoints());
    arm.put(GROUP, "{'location':'westeurope'}");
    arm.put(
        TOPIC,
        """
        {'location':'global','properties':{'source':'%s',
          'topicType':'Microsoft.Resources.Subscriptions'}}"""
            .formatted(SUBSCRIPTION));
    arm.awaitState(TOPIC, "Succeeded");
  }

  @AfterEach
  void stop() {
    azure.close();
    inbox.close();
  }

  @Test
  void a_write_and_a_delete_by_a_person_arrive_in_event_grids_schema() throws Exception {
    subscribe("alerts", inbox.url(), "EventGridSchema", "");
    arm.actAs("Ada Lovelace", "ada@example.org", "0b1ec700-0000-4000-8000-0000000000ad");
    arm.correlateWith(CORRELATION);

    writeNetwork();
    JsonNode written = inbox.next().body().get(0);
    arm.delete(NETWORK);
    JsonNode deleted = awaitType("Microsoft.Resources.ResourceDeleteSuccess").at("/0");

    assertThat(written.path("subject").asText()).isEqualToIgnoringCase(NETWORK);
    assertThat(written.path("topic").asText()).isEqualTo(SUBSCRIPTION);
    assertThat(written.at("/data/operationName").asText())
        .isEqualTo("Microsoft.Network/virtualNetworks/write");
    assertThat(written.at("/data/claims/name").asText()).isEqualTo("Ada Lovelace");
    assertThat(written.at("/data/correlationId").asText()).isEqualTo(CORRELATION);
    assertThat(written.at("/data/httpRequest").isMissingNode()).isTrue();
    assertThat(deleted.at("/data/httpRequest/method").asText()).isEqualTo("DELETE");
  }

  @Test
  void cloud_events_arrive_one_by_one_after_their_own_handshake() throws Exception {
    subscribe("alerts", inbox.url(), "CloudEventSchemaV1_0", "");

    writeNetwork();
    Received received = inbox.next();

    assertThat(received.headers().get("Content-Type")).startsWith("application/cloudevents+json");
    assertThat(received.body().path("specversion").asText()).isEqualTo("1.0");
    assertThat(received.body().path("type").asText())
        .isEqualTo("Microsoft.Resources.ResourceWriteSuccess");
    assertThat(received.body().path("source").asText()).isEqualTo(SUBSCRIPTION);
  }

  private void subscribe(String name, String url, String schema, String more) throws Exception {
    String id = TOPIC + "/eventSubscriptions/" + name;
    arm.put(
        id,
        """
        {'properties':{'destination':{'endpointType':'WebHook','properties':{'endpointUrl':'%s'}},
          'eventDeliverySchema':'%s',
          'filter':{'advancedFilters':[{'operatorType':'StringBeginsWith',
            'key':'data.operationName','values':['Microsoft.Network/']}]}%s}}"""
            .formatted(url, schema, more));
    arm.awaitState(id, "Succeeded");
  }

  private void writeNetwork() throws IOException, InterruptedException {
    arm.put(
        NETWORK,
        """
        {'location':'westeurope','properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/16']}}}""");
  }

  /** Deliveries may come twice: skips to the first of the given type. */
  private JsonNode awaitType(String type) throws InterruptedException {
    JsonNode body = inbox.next().body();
    while (!body.at("/0/eventType").asText().equals(type)) {
      body = inbox.next().body();
    }
    return body;
  }
}
