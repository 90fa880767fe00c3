package dev.moat.localazure.resourcemanager;

import static dev.moat.localazure.resourcemanager.AzureWorld.GROUP;
import static dev.moat.localazure.resourcemanager.AzureWorld.SUBSCRIPTION;
import static dev.moat.localazure.resourcemanager.AzureWorld.body;
import static dev.moat.localazure.resourcemanager.AzureWorld.errorCode;
import static dev.moat.localazure.resourcemanager.AzureWorld.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSubscriptionsTest {
  private static final String TOPICS = GROUP + "/providers/Microsoft.EventGrid/systemTopics/";
  private static final String TOPIC = TOPICS + "moat";
  private static final String ALERTS = TOPIC + "/eventSubscriptions/alerts";
  private static final String URL = "https://app.example.org/hook?code=secret";

  private final AzureWorld world = AzureWorld.slow().withGroup();

  @Test
  void a_topic_is_creating_then_succeeded_and_polled_with_id_and_name() {
    ArmReply put = world.put(TOPIC, topic(SUBSCRIPTION, "Microsoft.Resources.Subscriptions"));
    String url = header(put, "Azure-AsyncOperation");

    assertThat(put.status()).isEqualTo(201);
    assertThat(body(put).at("/properties/provisioningState").asText()).isEqualTo("Creating");
    assertThat(url).contains("/providers/Microsoft.EventGrid/locations/global/operationsStatus/");
    JsonNode poll = body(world.get(url));
    assertThat(poll.path("id").asText()).isEqualTo(url);
    assertThat(poll.path("status").asText()).isEqualTo("InProgress");
    world.letWorkEnd();
    assertThat(world.read(TOPIC).at("/properties/provisioningState").asText())
        .isEqualTo("Succeeded");
  }

  @Test
  void a_source_has_one_topic_and_keeps_it() {
    withTopic();

    ArmReply second =
        world.put(TOPICS + "other", topic(SUBSCRIPTION, "microsoft.resources.subscriptions"));
    ArmReply moved = world.put(TOPIC, topic(GROUP, "Microsoft.Resources.ResourceGroups"));

    assertThat(message(second)).contains("Only one system topic is allowed per source.");
    assertThat(message(moved)).isEqualTo("System topic source cannot be modified.");
    assertThat(
            world
                .put(TOPICS + "group", topic(GROUP, "Microsoft.Resources.ResourceGroups"))
                .status())
        .isEqualTo(201);
  }

  @Test
  void a_topic_of_another_source_or_type_is_refused() {
    assertThat(message(world.put(TOPIC, topic(GROUP, "Microsoft.Resources.Subscriptions"))))
        .contains("'Microsoft.Resources.ResourceGroups'");
    assertThat(message(world.put(TOPIC, topic(TOPICS + "x", "Microsoft.Storage.StorageAccounts"))))
        .contains("subscriptions and resource groups only");
  }

  @Test
  void answers_show_the_url_without_its_key_and_the_defaults() {
    withTopic();

    JsonNode properties = body(world.put(ALERTS, subscription(URL, ""))).path("properties");

    assertThat(properties.toString()).doesNotContain("secret");
    assertThat(properties.at("/destination/properties/endpointBaseUrl").asText())
        .isEqualTo("https://app.example.org/hook");
    assertThat(properties.path("eventDeliverySchema").asText()).isEqualTo("EventGridSchema");
    assertThat(properties.at("/retryPolicy/maxDeliveryAttempts").asInt()).isEqualTo(30);
    assertThat(properties.at("/retryPolicy/eventTimeToLiveInMinutes").asInt()).isEqualTo(1440);
    assertThat(properties.path("topic").asText()).isEqualTo(TOPIC);
    assertThat(
            body(world.call("POST", ALERTS + "/getFullUrl", Map.of(), null))
                .path("endpointUrl")
                .asText())
        .isEqualTo(URL);
  }

  @Test
  void a_subscription_waits_for_its_handshake_and_gets_events_after_it() {
    withTopic();
    Handshakes asked = new Handshakes();
    world.azure.performHandshakes(asked);

    world.put(ALERTS, subscription(URL, ""));
    world.clock.advance(Duration.ofSeconds(15));
    assertThat(state()).isEqualTo("Creating");
    assertThat(world.azure.eventSubscriptions()).isEmpty();
    asked.end(null);

    assertThat(state()).isEqualTo("Succeeded");
    assertThat(asked.wanted.get(0).url()).isEqualTo(URL);
    assertThat(world.azure.eventSubscriptions())
        .extracting(EventSubscription::source)
        .containsExactly(SUBSCRIPTION);
  }

  @Test
  void a_failed_handshake_fails_the_operation() {
    withTopic();
    Handshakes asked = new Handshakes();
    world.azure.performHandshakes(asked);

    String url = header(world.put(ALERTS, subscription(URL, "")), "Azure-AsyncOperation");
    asked.end("Webhook validation handshake failed.");
    world.letWorkEnd();

    JsonNode poll = body(world.get(url));
    assertThat(poll.path("status").asText()).isEqualTo("Failed");
    assertThat(poll.at("/error/code").asText()).isEqualTo("Url validation");
    assertThat(poll.at("/error/message").asText())
        .isEqualTo("Webhook validation handshake failed.");
    assertThat(state()).isEqualTo("Failed");
    assertThat(world.azure.eventSubscriptions()).isEmpty();
  }

  @Test
  void a_handshake_that_is_never_answered_fails_in_the_end() {
    withTopic();
    world.azure.performHandshakes(new Handshakes());

    world.put(ALERTS, subscription(URL, ""));
    world.letWorkEnd();

    assertThat(state()).isEqualTo("Failed");
  }

  @Test
  void a_patch_changes_only_what_it_names() {
    withSubscription();

    world.patch(ALERTS, "{'filter':{'subjectBeginsWith':'/subscriptions'}}");
    world.letWorkEnd();

    JsonNode properties = world.azure.eventSubscriptions().get(0).properties();
    assertThat(properties.at("/filter/subjectBeginsWith").asText()).isEqualTo("/subscriptions");
    assertThat(properties.at("/destination/properties/endpointUrl").asText()).isEqualTo(URL);
  }

  @Test
  void a_deleted_topic_takes_its_subscriptions_along() {
    withSubscription();

    assertThat(world.delete(TOPIC).status()).isEqualTo(202);
    world.letWorkEnd();

    assertThat(errorCode(world.get(TOPIC))).isEqualTo("ResourceNotFound");
    assertThat(world.azure.eventSubscriptions()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://app.example.org/hook", "ftp://localhost/hook", "hook", ""})
  void a_url_that_is_neither_https_nor_loopback_is_refused(String url) {
    withTopic();

    ArmReply refused = world.put(ALERTS, subscription(url, ""));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(errorCode(refused)).isEqualTo("InvalidRequest");
  }

  @Test
  void http_is_taken_on_the_loopback() {
    withTopic();

    assertThat(world.put(ALERTS, subscription("http://localhost:7071/x", "")).status())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",'retryPolicy':{'maxDeliveryAttempts':31}",
        ",'retryPolicy':{'eventTimeToLiveInMinutes':0}",
        ",'eventDeliverySchema':'CustomInputSchema'",
        ",'filter':{'includedEventTypes':['Microsoft.Storage.BlobCreated']}",
        ",'filter':{'advancedFilters':[{'operatorType':'NumberIn','key':'data.x','values':[1]}]}",
        ",'deadLetterDestination':{'endpointType':'StorageBlob','properties':{}}"
      })
  void what_the_local_azure_cannot_do_is_refused(String more) {
    withTopic();

    assertThat(errorCode(world.put(ALERTS, subscription(URL, more)))).isEqualTo("InvalidRequest");
    assertThat(world.get(ALERTS).status()).isEqualTo(404);
  }

  @Test
  void a_destination_other_than_a_webhook_is_refused_by_name() {
    withTopic();

    ArmReply refused =
        world.put(ALERTS, "{'properties':{'destination':{'endpointType':'ServiceBusQueue'}}}");

    assertThat(message(refused)).contains("'WebHook' only, not 'ServiceBusQueue'");
  }

  private void withTopic() {
    world.put(TOPIC, topic(SUBSCRIPTION, "Microsoft.Resources.Subscriptions"));
    world.letWorkEnd();
  }

  private void withSubscription() {
    withTopic();
    world.put(ALERTS, subscription(URL, ""));
    world.letWorkEnd();
  }

  private String state() {
    return world.read(ALERTS).at("/properties/provisioningState").asText();
  }

  private static String topic(String source, String type) {
    return "{'location':'global','properties':{'source':'%s','topicType':'%s'}}"
        .formatted(source, type);
  }

  private static String subscription(String url, String more) {
    return ("{'properties':{'destination':{'endpointType':'WebHook','properties':"
            + "{'endpointUrl':'%s'}}%s}}")
        .formatted(url, more);
  }

  private static String message(ArmReply reply) {
    assertThat(reply.status()).isEqualTo(400);
    return body(reply).at("/error/message").asText();
  }

  /** Answers handshakes when a test says so. */
  private static final class Handshakes implements WebhookHandshake.Performer {
    private final List<WebhookHandshake> wanted = new ArrayList<>();
    private final List<Consumer<@Nullable String>> ends = new ArrayList<>();

    @Override
    public void perform(WebhookHandshake handshake, Consumer<@Nullable String> end) {
      wanted.add(handshake);
      ends.add(end);
    }

    void end(@Nullable String failure) {
      ends.remove(0).accept(failure);
    }
  }
}
