package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.Actor;
import dev.moat.model.Outgoing;
import dev.moat.model.ResourceChange;
import dev.moat.model.SetupEvent;
import dev.moat.model.StepKind;
import dev.moat.model.StepMessage;
import dev.moat.model.StepName;
import dev.moat.upgrade.Moment;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The messages that are under way while a new version is deployed, and those that callers read. A
 * test that fails here says that the other version would not understand them, or would take them
 * for other messages: keep reading the old form, and keep what you have changed in {@code upgrade}.
 */
class MessageFormTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Arguments> messages() {
    return Stream.of(
        Arguments.of("step", Messages.call(call(StepKind.SUBNET), Optional.of(World.NOON))),
        Arguments.of("event", Messages.tell(new SetupEvent(World.SETUP, 7, "subnet.a/3"))),
        Arguments.of("resource-change", Messages.notice(notice(Mallory.ACTOR))),
        Arguments.of("resource-change-unknown-actor", Messages.notice(notice(Actor.UNKNOWN))),
        Arguments.of(
            "drift-check",
            Messages.check(new DriftCheckCall(World.SETUP, true, "sweep/7"), World.NOON)),
        Arguments.of("rejected-request", rejected()),
        Arguments.of("reply", reply()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void a_message_is_written_as_ever(String name, Outgoing message) throws IOException {
    assertThat(Moment.json(message).toPrettyString()).isEqualTo(golden(name).toPrettyString());
  }

  @Test
  void every_kind_of_step_has_a_queue_of_its_name() {
    Set<String> queues =
        Arrays.stream(StepKind.values())
            .map(kind -> Messages.call(call(kind), Optional.empty()).queue())
            .collect(Collectors.toSet());

    assertThat(queues)
        .containsExactlyInAnyOrder(
            "step-preflight",
            "step-virtual-network",
            "step-registry",
            "step-subnet",
            "step-dns-zone",
            "step-link",
            "step-endpoint",
            "step-zone-group",
            "step-identity-grant",
            "step-lockdown");
  }

  private static StepMessage call(StepKind kind) {
    return new StepMessage(World.SETUP, 7, StepName.of(kind, "a"), 12);
  }

  private static Notice notice(Actor actor) {
    return new Notice(
        World.SETUP,
        new ResourceChange(
            SampleRequest.ENDPOINT,
            "Microsoft.Network/privateEndpoints/write",
            actor,
            "c-1",
            World.NOON));
  }

  private static Outgoing rejected() {
    World world = new World();
    world.take("{\"schemaVersion\": 1}");
    return world.queues.sentTo(Messages.REJECTED_REQUESTS).get(0);
  }

  private static Outgoing reply() {
    return World.withReplies().replies().get(0);
  }

  private static ObjectNode golden(String name) throws IOException {
    String file = "messages/" + name + ".json";
    try (InputStream in = MessageFormTest.class.getResourceAsStream(file)) {
      JsonNode json = JSON.readTree(Objects.requireNonNull(in, "There is no golden file " + file));
      return (ObjectNode) json;
    }
  }
}
