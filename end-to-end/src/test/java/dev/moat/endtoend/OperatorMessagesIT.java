package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.endtoend.OperatorApi.Answer;
import dev.moat.model.SetupStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators do with messages that could not be handled, and with many setups at once. */
class OperatorMessagesIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.instant();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void rejected_request_is_read_mended_and_posted_again() {
    SampleRequest request = SampleRequest.fresh("mended");
    SampleRequest wrong = request.with("/privateDnsZone/id", "\"nothing\"");
    MOAT.post(wrong);
    JsonNode rejection = awaitItem("/rejected-requests", wrong.requestId());
    String path = "/rejected-requests/" + rejection.path("id").asText();

    assertThat(rejection.path("reason").asText()).isEqualTo("InvalidResourceId");
    assertThat(ann().get(path).body().path("body").asText()).isEqualTo(wrong.text());
    assertThat(ann().post(path + "/replay", request.text()).status()).isEqualTo(202);
    MOAT.setup(request).awaitSuccess(1);

    assertThat(ann().delete(path).status()).isEqualTo(204);
    assertThat(ann().delete(path).status()).isEqualTo(404);
    assertThat(MOAT.queue("rejected-requests").peek())
        .noneMatch(message -> message.getBody().toString().equals(wrong.text()));
  }

  @Test
  void dead_letter_is_read_sent_again_and_discarded() {
    String body = "{\"setup\": \"nobodys-0123456789\", \"generation\": 1, \"cause\": \"a test\"}";
    MOAT.queue("setup-events").send(body, "a-test");
    JsonNode letter = awaitItem("/dead-letters/setup-events", "a-test");
    String path = "/dead-letters/setup-events/" + letter.path("sequenceNumber").asLong();

    assertThat(ann().get(path).body().path("body").asText()).isEqualTo(body);
    assertThat(letter.path("reason").asText()).isNotEmpty();
    assertThat(count("setup-events")).isEqualTo(1);
    assertThat(ann().post(path + "/replay", "").status()).isEqualTo(202);
    assertThat(ann().post(path + "/replay", "").status()).isEqualTo(404);

    // It is no better the second time.
    JsonNode again = awaitItem("/dead-letters/setup-events", "again/");
    String second = "/dead-letters/setup-events/" + again.path("sequenceNumber").asLong();
    assertThat(ann().delete(second).status()).isEqualTo(204);
    assertThat(ann().delete(second).status()).isEqualTo(404);
    assertThat(count("setup-events")).isZero();
  }

  @Test
  void all_failed_steps_of_a_kind_are_replayed_at_once() {
    List<SampleRequest> requests =
        Stream.of("one-of-two", "two-of-two").map(SampleRequest::fresh).toList();
    requests.forEach(OperatorMessagesIT::forbidOnce);
    List<Setup> setups = requests.stream().map(MOAT::post).toList();
    setups.forEach(setup -> setup.awaitFailure(1));
    assertThat(ids(ann().get("/setups?status=FAILED&registry=oftwo")))
        .containsExactlyElementsOf(setups.stream().map(setup -> setup.id().value()).toList());

    Answer replayed = ann().post("/replays", "{\"kind\": \"identity-grant\"}");

    assertThat(replayed.status()).isEqualTo(202);
    assertThat(replayed.body().path("results")).hasSize(2);
    setups.forEach(setup -> setup.awaitStatus(SetupStatus.SUCCEEDED));
    assertThat(ann().post("/replays", "{\"kind\": \"identity-grant\"}").body().path("results"))
        .isEmpty();
  }

  private static void forbidOnce(SampleRequest request) {
    MOAT.arm()
        .addFault(
            """
            {"method": "PUT", "path": "%s/.*/roleAssignments/", "times": 1,
             "answer": {"status": 403, "code": "AuthorizationFailed", "message": "You may not."}}
            """
                .formatted(request.registry()));
  }

  /** Of a list, the item in which this text occurs. */
  private static JsonNode awaitItem(String path, String text) {
    return Await.until(
        text + " in " + path,
        PATIENCE,
        () -> items(ann().get(path)).filter(item -> item.toString().contains(text)).findFirst(),
        () -> ann().get(path).body().toPrettyString());
  }

  private static Stream<JsonNode> items(Answer page) {
    return Stream.of(page.body().path("items")).flatMap(OperatorMessagesIT::elements);
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static List<String> ids(Answer page) {
    return items(page).map(item -> item.path("id").asText()).toList();
  }

  private static int count(String queue) {
    return elements(ann().get("/dead-letters").body().path("queues"))
        .filter(each -> each.path("queue").asText().equals(queue))
        .findFirst()
        .map(each -> each.path("count").asInt())
        .orElseThrow();
  }

  private static OperatorApi ann() {
    return OperatorApi.of(MOAT, "Ann");
  }
}
