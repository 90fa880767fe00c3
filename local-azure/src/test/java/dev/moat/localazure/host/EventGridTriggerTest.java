package dev.moat.localazure.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventGridTriggerTest {

  private static final String WEBHOOK = "/runtime/webhooks/eventgrid?functionName=Event";

  private static RunningHost host;

  @BeforeAll
  static void start(@TempDir Path temp) throws IOException {
    host =
        new RunningHost(
            SampleApp.in(temp.resolve("app")).eventGrid("Event", "EventFunctions.event"), Map.of());
  }

  @AfterAll
  static void stop() throws IOException {
    host.close();
  }

  @Test
  void validation_event_is_answered_with_its_code() throws Exception {
    HttpResponse<String> response =
        host.post(
            WEBHOOK,
            "[{\"eventType\": \"Microsoft.EventGrid.SubscriptionValidationEvent\","
                + " \"data\": {\"validationCode\": \"512d\"}}]",
            "aeg-event-type",
            "SubscriptionValidation");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"validationResponse\":\"512d\"}");
  }

  @Test
  void cloud_events_handshake_allows_the_origin_that_asks() throws Exception {
    HttpResponse<String> response =
        host.options(WEBHOOK, "WebHook-Request-Origin", "eventgrid.azure.net");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("WebHook-Allowed-Origin"))
        .hasValue("eventgrid.azure.net");
  }

  @Test
  void each_event_of_an_array_is_one_invocation() throws Exception {
    HttpResponse<String> response =
        notify("[{\"id\": \"e-1\", \"data\": {}}, {\"id\": \"e-2\", \"data\": {}}]");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(host.log()).contains("event {\"id\":\"e-1\"", "event {\"id\":\"e-2\"");
  }

  @Test
  void single_cloud_event_is_one_invocation() throws Exception {
    assertThat(notify("{\"specversion\": \"1.0\", \"id\": \"c-1\"}").statusCode()).isEqualTo(202);
    assertThat(host.log()).contains("event {\"specversion\":\"1.0\",\"id\":\"c-1\"}");
  }

  @Test
  void failure_of_one_event_asks_the_sender_to_send_all_again() throws Exception {
    assertThat(notify("[{\"id\": \"good\"}, {\"id\": \"fail\"}]").statusCode()).isEqualTo(500);
  }

  @Test
  void what_is_no_event_or_for_no_function_is_refused() throws Exception {
    assertThat(host.post(WEBHOOK, "[]").statusCode()).isEqualTo(400);
    assertThat(host.post("/runtime/webhooks/eventgrid?functionName=Other", "[]").statusCode())
        .isEqualTo(404);
  }

  @Test
  void function_runs_by_hand_with_the_input_of_the_admin_request() throws Exception {
    HttpResponse<String> response =
        host.post("/admin/functions/Event", "{\"input\": \"{\\\"id\\\": \\\"by-hand\\\"}\"}");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(host.post("/admin/functions/Other", "{\"input\": \"\"}").statusCode())
        .isEqualTo(404);
    assertThat(host.post("/admin/functions/Event", "{\"input\": \"no json\"}").statusCode())
        .isEqualTo(400);
  }

  private static HttpResponse<String> notify(String body) throws IOException, InterruptedException {
    return host.post(WEBHOOK, body, "aeg-event-type", "Notification");
  }
}
