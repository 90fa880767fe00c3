package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.Outgoing;
import dev.moat.model.SetupEvent;
import dev.moat.model.StepMessage;
import dev.moat.request.ParseResult;
import dev.moat.request.RequestParser;
import dev.moat.upgrade.Moment;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every message of an older version that was under way is read, and is the same message to this
 * version: under another id, duplicate detection would take it twice.
 */
class OlderMessagesTest {

  private static final List<String> READ_BY_MOAT =
      List.of(
          Messages.SETUP_REQUESTS,
          Messages.SETUP_EVENTS,
          Messages.RESOURCE_CHANGES,
          Messages.DRIFT_CHECKS);

  static Stream<Outgoing> messages() throws IOException {
    return Moment.names().flatMap(name -> Moment.read(name).messages().stream());
  }

  static Stream<Outgoing> messagesOfMoat() throws IOException {
    return messages()
        .filter(message -> !message.queue().equals(Messages.REJECTED_REQUESTS))
        .filter(message -> !message.queue().startsWith(Messages.REPLY));
  }

  @ParameterizedTest
  @MethodSource("messagesOfMoat")
  void a_message_of_an_older_version_is_read_and_is_the_same_message(Outgoing old) {
    if (old.queue().equals(Messages.SETUP_REQUESTS)) {
      assertThat(new RequestParser().parse(old.body())).isInstanceOf(ParseResult.Accepted.class);
      return;
    }
    Outgoing today = writtenAgain(old);
    assertThat(today.queue()).isEqualTo(old.queue());
    assertThat(today.messageId()).isEqualTo(old.messageId());
    assertThat(today.body()).isEqualTo(old.body());
  }

  @ParameterizedTest
  @MethodSource("messagesOfMoat")
  void a_field_of_a_newer_version_is_passed_over(Outgoing old) {
    if (!old.queue().equals(Messages.SETUP_REQUESTS)) {
      String newer = old.body().replaceFirst("\\{", "{\"newField\": {\"a\": [1]}, ");
      Outgoing changed = new Outgoing(old.queue(), old.messageId(), newer, old.notBefore());

      assertThat(writtenAgain(changed)).isEqualTo(writtenAgain(old));
    }
  }

  @Test
  void there_is_an_older_message_for_every_function_but_one_for_each_kind_of_step()
      throws IOException {
    Set<String> queues = messages().map(Outgoing::queue).collect(Collectors.toSet());

    assertThat(queues).containsAll(READ_BY_MOAT).contains(Messages.REJECTED_REQUESTS);
    assertThat(queues).anyMatch(queue -> queue.startsWith("step-"));
    assertThat(queues).anyMatch(queue -> queue.startsWith(Messages.REPLY));
  }

  private static Outgoing writtenAgain(Outgoing old) {
    return switch (old.queue()) {
      case Messages.SETUP_EVENTS -> {
        SetupEvent event = Messages.readSetupEvent(old.body());
        yield Messages.tell(event);
      }
      case Messages.RESOURCE_CHANGES -> Messages.notice(Messages.readNotice(old.body()));
      case Messages.DRIFT_CHECKS -> Messages.check(Messages.readDriftCheck(old.body()), World.NOON);
      default -> {
        StepMessage call = Messages.readStepMessage(old.body());
        yield Messages.call(call, old.notBefore());
      }
    };
  }
}
