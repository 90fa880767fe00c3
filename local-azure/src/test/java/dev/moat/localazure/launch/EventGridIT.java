package dev.moat.localazure.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.localazure.eventgrid.Inbox;
import dev.moat.localazure.eventgrid.Inbox.Received;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event Grid through the real process: from a write over HTTPS to a webhook over HTTP. */
class EventGridIT {

  /** In nanoseconds. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private static final String SUBSCRIPTION = "/subscriptions/11111111-1111-4111-8111-111111111111";
  private static final String GROUP = SUBSCRIPTION + "/resourceGroups/rg";
  private static final String TOPIC = GROUP + "/providers/Microsoft.EventGrid/systemTopics/moat";
  private static final String NETWORK = GROUP + "/providers/Microsoft.Network/virtualNetworks/v";
  private static final String DEAD_LETTERS =
      """
      ,'deadLetterDestination':{'endpointType':'StorageBlob','properties':{
        'resourceId':'%s/providers/Microsoft.Storage/storageAccounts/any',
        'blobContainerName':'letters'}}"""
          .formatted(GROUP);
  private static final String CORRELATION = "c0ffee00-0000-4000-8000-000000000001";

  @TempDir private Path temp;

  private Ports ports;
  private LocalAzure azure;
  private ArmCalls arm;
  private Inbox inbox;

  @BeforeEach
  void start() throws Exception {
    inbox = Inbox.open();
    ports = Ports.free();
    azure = LocalAzure.in(temp).ports(ports).latency("instant").blobs().start();
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
    assertThat(received.headers().get("Origin")).isEqualTo("eventgrid.azure.net");
    assertThat(received.body().path("specversion").asText()).isEqualTo("1.0");
    assertThat(received.body().path("type").asText())
        .isEqualTo("Microsoft.Resources.ResourceWriteSuccess");
    assertThat(received.body().path("source").asText()).isEqualTo(SUBSCRIPTION);
  }

  @Test
  void an_event_that_is_not_acknowledged_comes_again_with_its_count() throws Exception {
    inbox.answer(503, 500);
    subscribe("alerts", inbox.url(), "EventGridSchema", "");

    writeNetwork();
    Received first = inbox.next();
    Received second = inbox.next();
    Received third = inbox.next();

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(third.body()).isEqualTo(first.body());
    assertThat(
            Stream.of(first, second, third)
                .map(received -> received.headers().get("aeg-delivery-count")))
        .containsExactly("0", "1", "2");
    assertThat(counts().path("retried").asInt()).isEqualTo(2);
  }

  @Test
  void an_event_that_is_refused_becomes_a_blob() throws Exception {
    StorageCalls storage = new StorageCalls(azure.endpoints(), ports);
    storage.createContainer("letters");
    inbox.answer(400);
    subscribe("alerts", inbox.url(), "EventGridSchema", DEAD_LETTERS);

    writeNetwork();
    inbox.next();
    awaitCount("deadLettered", 1);

    String name = storage.onlyBlob("letters");
    assertThat(name).matches("ALERTS/\\d{4}/\\d{1,2}/\\d{1,2}/\\d{1,2}/[0-9a-f-]{36}\\.json");
    JsonNode letters = storage.read("letters", name);
    assertThat(letters).hasSize(1);
    assertThat(letters.at("/0/deadLetterReason").asText())
        .isEqualTo("UndeliverableDueToHttpBadRequest");
    assertThat(letters.at("/0/lastDeliveryOutcome").asText()).isEqualTo("BadRequest");
    assertThat(letters.at("/0/data/operationName").asText())
        .isEqualTo("Microsoft.Network/virtualNetworks/write");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EventGridSchema", "CloudEventSchemaV1_0"})
  void a_webhook_that_does_not_agree_gets_no_subscription(String schema) throws Exception {
    inbox.disagree();
    String id = TOPIC + "/eventSubscriptions/alerts";

    HttpResponse<String> put = arm.send("PUT", id, subscription(inbox.url(), schema, ""));
    arm.awaitState(id, "Failed");
    JsonNode poll = arm.poll(put);

    assertThat(poll.path("status").asText()).isEqualTo("Failed");
    assertThat(poll.at("/error/code").asText()).isEqualTo("Url validation");
    assertThat(poll.at("/error/message").asText())
        .startsWith("Webhook validation handshake failed for http://localhost:")
        .doesNotContain("secret");
    writeNetwork();
    awaitCount("raised", 4);
    assertThat(counts().path("matched").asInt()).isZero();
  }

  @Test
  void a_subscription_survives_the_death_of_the_process() throws Exception {
    subscribe("alerts", inbox.url(), "EventGridSchema", "");
    arm.put(GROUP, "{'location':'westeurope'}");

    azure.resourceManager().kill();
    azure.resourceManager().start();
    writeNetwork();

    assertThat(inbox.next().body().at("/0/data/operationName").asText())
        .isEqualTo("Microsoft.Network/virtualNetworks/write");
  }

  @Test
  void ten_thousand_raised_events_are_held_and_then_delivered_quickly() throws Exception {
    subscribe("alerts", inbox.url(), "EventGridSchema", "");
    String one =
        "{'subject':'%s','operationName':'Microsoft.Network/virtualNetworks/write','name':'Ada'}"
            .formatted(NETWORK);
    arm.control("POST", "events", "{'hold':true}");

    arm.control(
        "POST", "events/raise", "[" + String.join(",", Collections.nCopies(10_000, one)) + "]");
    assertThat(counts().path("pending").asInt()).isEqualTo(10_000);
    assertThat(inbox.size()).isZero();
    arm.control("POST", "events", "{'hold':false}");
    awaitCount("delivered", 10_000);

    assertThat(inbox.next().body().at("/0/data/claims/name").asText()).isEqualTo("Ada");
    assertThat(inbox.size()).isGreaterThan(9_000);
  }

  @Test
  void a_storm_delivers_the_same_event_many_times() throws Exception {
    subscribe("alerts", inbox.url(), "EventGridSchema", "");
    arm.control("POST", "events", "{'storm':3}");

    writeNetwork();
    String id = inbox.next().body().at("/0/id").asText();

    assertThat(inbox.next().body().at("/0/id").asText()).isEqualTo(id);
    assertThat(inbox.next().body().at("/0/id").asText()).isEqualTo(id);
    assertThat(counts().path("matched").asInt()).isOne();
  }

  @Test
  void writes_that_the_filter_does_not_name_are_not_delivered() throws Exception {
    subscribe("alerts", inbox.url(), "EventGridSchema", "");
    arm.put(GROUP, "{'location':'westeurope','tags':{'a':'b'}}");

    writeNetwork();

    assertThat(inbox.next().body().at("/0/data/operationName").asText())
        .startsWith("Microsoft.Network/");
    awaitCount("raised", 5);
    assertThat(counts().path("matched").asInt()).isOne();
  }

  private JsonNode counts() throws IOException, InterruptedException {
    return arm.control("GET", "events", "");
  }

  /** Waits until at least so many are counted; fails when for thirty seconds no more are. */
  private void awaitCount(String what, int least) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE;
    int known = 0;
    for (int now = 0; now < least; now = counts().path(what).asInt()) {
      deadline = now > known ? System.nanoTime() + PATIENCE : deadline;
      known = now;
      assertThat(System.nanoTime()).as("%s in %s", what, counts()).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private void subscribe(String name, String url, String schema, String more) throws Exception {
    String id = TOPIC + "/eventSubscriptions/" + name;
    arm.put(id, subscription(url, schema, more));
    arm.awaitState(id, "Succeeded");
  }

  private static String subscription(String url, String schema, String more) {
    return """
        {'properties':{'destination':{'endpointType':'WebHook','properties':{'endpointUrl':'%s'}},
          'eventDeliverySchema':'%s',
          'filter':{'advancedFilters':[{'operatorType':'StringBeginsWith',
            'key':'data.operationName','values':['Microsoft.Network/']}]}%s}}"""
        .formatted(url, schema, more);
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
