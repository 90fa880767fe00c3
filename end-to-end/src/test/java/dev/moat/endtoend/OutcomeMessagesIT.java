package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A caller is told in its own queue what becomes of its setup. */
class OutcomeMessagesIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.instant().withShortBursts();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void caller_is_told_from_acceptance_to_drift() {
    SampleRequest request =
        reporting("told")
            .with("/privateEndpoint/approval", "{\"mode\": \"Manual\"}")
            .with("/onDrift", "{\"action\": \"Report\"}");
    Setup setup = MOAT.post(request);
    setup.awaitStep(StepKind.ENDPOINT, StepStatus.AWAITING_APPROVAL);
    OperatorApi.of(MOAT, "Ann").post("/setups/" + request.setup() + "/approve", "");
    setup.awaitSuccess(1);
    MOAT.awaitQuiet(setup);
    Person.alice(MOAT.arm()).openToThePublic(request.registry());

    awaitTold(request, "drifted");

    assertThat(types(request))
        .containsExactly("accepted", "waiting-for-approval", "succeeded", "drifted");
    assertThat(messages(request))
        .allMatch(each -> each.getCorrelationId().equals("ticket-42"))
        .allMatch(each -> each.getContentType().equals("application/cloudevents+json"));
    JsonNode drifted = events(request).get(3);
    assertThat(drifted.path("specversion").asText()).isEqualTo("1.0");
    assertThat(drifted.path("subject").asText()).isEqualTo(request.registry().value());
    assertThat(drifted.at("/data/steps/0/name").asText()).isEqualTo("lockdown");
    assertThat(drifted.at("/data/steps/0/actor/name").asText()).contains("Alice");
  }

  @Test
  void caller_is_told_why_its_setup_failed() {
    SampleRequest request = reporting("not-told-well").without("/registry/createIfMissing");
    MOAT.post(request).awaitFailure(1);

    awaitTold(request, "failed");

    assertThat(types(request)).containsExactly("accepted", "failed");
    JsonNode step = events(request).get(1).at("/data/steps/0");
    assertThat(step.path("code").asText()).isEqualTo("RegistryNotFound");
    assertThat(step.path("advice").asText()).isNotEmpty();
  }

  private static SampleRequest reporting(String group) {
    return SampleRequest.fresh(group)
        .with("/replyTo", "{\"queueName\": \"setup-outcomes\", \"correlationId\": \"ticket-42\"}");
  }

  private static void awaitTold(SampleRequest request, String type) {
    Await.until(
        type,
        PATIENCE,
        () -> types(request).contains(type) ? Optional.of(true) : Optional.empty(),
        () -> types(request) + "\n" + MOAT.setup(request).description());
  }

  private static List<String> types(SampleRequest request) {
    return events(request).stream()
        .map(event -> event.path("type").asText().replace("dev.moat.setup.", ""))
        .toList();
  }

  private static List<JsonNode> events(SampleRequest request) {
    return messages(request).stream().map(OutcomeMessagesIT::event).toList();
  }

  private static List<ServiceBusReceivedMessage> messages(SampleRequest request) {
    return MOAT.queue("setup-outcomes").peek().stream()
        .filter(each -> event(each).at("/data/requestId").asText().equals(request.requestId()))
        .toList();
  }

  private static JsonNode event(ServiceBusReceivedMessage message) {
    return Json.parse(message.getBody().toString());
  }
}
