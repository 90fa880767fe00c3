package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.model.Outgoing;
import dev.moat.queue.QueueException;
import dev.moat.store.Requests.Rejected;
import dev.moat.store.SetupState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RejectionsTest {

  private static final String OTHER_NETWORK =
      SampleRequest.again("secureacr-1").replace("10.0.", "10.9.");
  private static final String OTHER_REGISTRY =
      SampleRequest.TEXT.replace("secureacr2021", "otheracr");

  private final World world = new World();

  @Test
  void what_is_no_request_is_kept_whole_with_its_reason_beside_it() {
    world.take("no request", "message-7");

    assertThat(world.queues.sent()).hasSize(1);
    Outgoing message = world.queues.sentTo("rejected-requests").get(0);
    assertThat(message.messageId()).isEqualTo("rejected/message-7");
    assertThat(message.body()).isEqualTo("no request");
    assertThat(message.properties()).containsEntry("reason", "NotJson").containsKey("detail");
  }

  @Test
  void what_is_no_request_can_be_listed() {
    world.take("no request", "message-7");

    assertThat(world.store.rejected(9)).hasSize(1);
    Rejected row = world.store.rejected(9).get(0);
    assertThat(row.messageId()).isEqualTo("message-7");
    assertThat(row.requestId()).isEmpty();
    assertThat(row.reason()).isEqualTo("NotJson");
    assertThat(row.body()).isEqualTo("no request");
    assertThat(row.at()).isEqualTo(World.NOON);
  }

  @Test
  void all_that_is_wrong_is_told_with_its_place() {
    world.take(
        SampleRequest.TEXT.replace("10.0.1.0/24", "10.0.1.0/30").replace("AcrPull", "Admin"));

    Rejected row = world.store.rejected(9).get(0);
    assertThat(row.requestId()).contains("secureacr-1");
    assertThat(row.detail())
        .contains("SubnetTooSmall at '/virtualNetworks/0/subnets/0/addressPrefix': ")
        .contains("at '/roleAssignments/0/role': ");
  }

  @Test
  void a_very_long_list_of_problems_is_cut_for_the_properties() {
    world.take(SampleRequest.TEXT.replace("\"schemaVersion\": 1,", unknownFields()));

    Outgoing message = world.queues.sentTo("rejected-requests").get(0);
    assertThat(message.properties().get("detail")).hasSize(4_000);
  }

  @Test
  void a_request_out_of_bounds_is_rejected_and_its_id_stays_free() {
    world.allowsNothing();
    world.take(SampleRequest.TEXT);
    assertThat(world.store.rejected(9))
        .extracting(Rejected::reason)
        .containsOnly("ScopeNotAllowed");
    assertThat(world.store.setups()).isEmpty();

    assertThat(
            world.store.putIfAbsent(
                new dev.moat.store.Requests.Seen("secureacr-1", SampleRequest.REGISTRY, "d")))
        .isEmpty();
  }

  @Test
  void a_step_that_the_plan_has_not_is_rejected_with_those_it_has_and_the_id_stays_free() {
    world.take(onDrift("subnet.secureacr-vnet.endpoints"));

    Rejected row = world.store.rejected(9).get(0);
    assertThat(row.reason()).isEqualTo("UnknownStep");
    assertThat(row.detail())
        .startsWith("UnknownStep at '/onDrift/steps/subnet.secureacr-vnet.endpoints': ")
        .contains("subnet.secureacr-vnet.private-endpoint-subnet");
    assertThat(world.store.setups()).isEmpty();

    world.take(onDrift("subnet.secureacr-vnet.private-endpoint-subnet"), "message-2");
    assertThat(world.store.setups()).containsExactly(World.SETUP);
  }

  @Test
  void what_is_out_of_bounds_is_told_together_with_steps_that_the_plan_has_not() {
    world.allowsNothing();
    world.take(onDrift("lockdown.secureacr2021"));

    assertThat(world.store.rejected(9).get(0).detail())
        .contains("UnknownStep at '/onDrift/steps/lockdown.secureacr2021': ")
        .contains("ScopeNotAllowed at '/registry/id': ");
  }

  @Test
  void an_id_that_comes_again_with_another_content_is_rejected() {
    world.take(SampleRequest.TEXT);
    SetupState accepted = world.state();

    world.take(OTHER_NETWORK, "message-2");

    assertThatItIsAReusedId("message-2", OTHER_NETWORK);
    assertThat(world.state()).isEqualTo(accepted);
  }

  @Test
  void an_id_that_comes_again_for_another_registry_is_rejected() {
    world.take(SampleRequest.TEXT);

    world.take(OTHER_REGISTRY, "message-2");

    assertThatItIsAReusedId("message-2", OTHER_REGISTRY);
    assertThat(world.store.setups()).containsExactly(World.SETUP);
  }

  @Test
  void a_rejection_that_is_repeated_after_a_crash_is_one_rejection() {
    world.queues.afterSend(
        message -> {
          throw new QueueException("The answer was lost", new RuntimeException());
        });
    assertThatThrownBy(() -> world.take("no request")).isInstanceOf(QueueException.class);
    world.queues.afterSend(message -> {});
    world.take("no request");
    world.pass(Duration.ofMinutes(1));

    world.take("no request");

    assertThat(world.store.rejected(9)).extracting(Rejected::at).containsExactly(World.NOON);
    assertThat(world.queues.sent())
        .extracting(Outgoing::messageId)
        .containsOnly("rejected/message-1");
  }

  private void assertThatItIsAReusedId(String messageId, String body) {
    Outgoing message = world.queues.sentTo("rejected-requests").get(0);
    assertThat(message.body()).isEqualTo(body);
    assertThat(message.properties()).containsEntry("reason", "RequestIdReused");
    assertThat(message.properties().get("detail"))
        .contains("secureacr-1", SampleRequest.REGISTRY.value());
    assertThat(world.store.rejected(9)).extracting(Rejected::messageId).containsExactly(messageId);
  }

  private static String unknownFields() {
    StringBuilder fields = new StringBuilder("\"schemaVersion\": 1,");
    for (int i = 0; i < 60; i++) {
      fields.append("\"").append("x".repeat(90)).append(i).append("\": 1,");
    }
    return fields.toString();
  }

  private static String onDrift(String step) {
    return SampleRequest.TEXT.replace(
        "\"schemaVersion\": 1,",
        "\"schemaVersion\": 1, \"onDrift\": {\"steps\": {\"%s\": \"Report\"}},".formatted(step));
  }
}
