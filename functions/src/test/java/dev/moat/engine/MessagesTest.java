package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.moat.model.Actor;
import dev.moat.model.Outgoing;
import dev.moat.model.ResourceChange;
import dev.moat.model.SetupEvent;
import dev.moat.model.StepKind;
import dev.moat.model.StepMessage;
import dev.moat.model.StepName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

  @ParameterizedTest
  @EnumSource
  void a_call_is_read_as_it_was_written(StepKind kind) {
    StepMessage call = new StepMessage(World.SETUP, 7, StepName.of(kind, "a \"name\".x"), 12);

    Outgoing written = Messages.call(call, Optional.of(World.NOON));

    assertThat(written.queue()).isEqualTo("step-" + kind.label());
    assertThat(written.messageId()).isEqualTo(call.messageId());
    assertThat(written.notBefore()).contains(World.NOON);
    assertThat(Messages.readStepMessage(written.body())).isEqualTo(call);
  }

  @Test
  void an_event_is_read_as_it_was_written() {
    SetupEvent event = new SetupEvent(World.SETUP, 7, "subnet.a/3");

    Outgoing written = Messages.tell(event);

    assertThat(written.queue()).isEqualTo("setup-events");
    assertThat(written.messageId()).isEqualTo(World.SETUP + "/7/subnet.a/3");
    assertThat(written.notBefore()).isEmpty();
    assertThat(Messages.readSetupEvent(written.body())).isEqualTo(event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no message",
        "[]",
        "null",
        "{}",
        "{\"setup\": \"s\", \"generation\": 1, \"step\": \"subnet\"}",
        "{\"setup\": \"s\", \"generation\": \"1\", \"step\": \"subnet\", \"turn\": 1}",
        "{\"setup\": \"s\", \"generation\": 1.5, \"step\": \"subnet\", \"turn\": 1}",
        "{\"setup\": 1, \"generation\": 1, \"step\": \"subnet\", \"turn\": 1}",
        "{\"setup\": \"s\", \"generation\": 1, \"step\": null, \"turn\": 1}",
        "{\"setup\": \"s\", \"generation\": 1, \"step\": \"subnet\", \"turn\": 2147483648}",
        "{\"setup\": \"s\", \"generation\": 9223372036854775808, \"step\": \"x\", \"turn\": 1}"
      })
  void what_is_no_call_is_refused(String body) {
    assertThatIllegalArgumentException().isThrownBy(() -> Messages.readStepMessage(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no message",
        "{}",
        "{\"setup\": \"s\", \"generation\": 1}",
        "{\"setup\": \"s\", \"generation\": 1, \"cause\": 1}",
        "{\"setup\": \"s\", \"generation\": 9223372036854775808, \"cause\": \"x\"}"
      })
  void what_is_no_event_is_refused(String body) {
    assertThatIllegalArgumentException().isThrownBy(() -> Messages.readSetupEvent(body));
  }

  @Test
  void a_change_is_read_as_it_was_written() {
    for (Actor actor :
        List.of(
            Actor.UNKNOWN,
            Mallory.ACTOR,
            new Actor(Optional.empty(), Optional.empty(), Optional.of("app")))) {
      Notice notice =
          new Notice(
              World.SETUP,
              new ResourceChange(
                  SampleRequest.ENDPOINT, "x/\"y\"", actor, "c", World.NOON.plusNanos(1)));

      Outgoing written = Messages.notice(notice);

      assertThat(written.queue()).isEqualTo("resource-changes");
      assertThat(written.messageId()).isEqualTo(notice.messageId());
      assertThat(Messages.readNotice(written.body())).isEqualTo(notice);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_call_to_look_again_is_read_as_it_was_written(boolean everything) {
    DriftCheckCall call = new DriftCheckCall(World.SETUP, everything, "sweep/7");

    Outgoing written = Messages.check(call, World.NOON);

    assertThat(written.queue()).isEqualTo("drift-checks");
    assertThat(written.messageId()).isEqualTo(World.SETUP + "/sweep/7");
    assertThat(written.notBefore()).contains(World.NOON);
    assertThat(Messages.readDriftCheck(written.body())).isEqualTo(call);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no message",
        "{}",
        "{\"setup\": \"s\", \"everything\": true}",
        "{\"setup\": \"s\", \"occasion\": \"o\"}",
        "{\"setup\": \"s\", \"everything\": \"true\", \"occasion\": \"o\"}",
        "{\"everything\": true, \"occasion\": \"o\"}"
      })
  void what_is_no_call_to_look_again_is_refused(String body) {
    assertThatIllegalArgumentException().isThrownBy(() -> Messages.readDriftCheck(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"setup", "resource", "operation", "correlationId", "at", "SPOILED", "NO_TIME"})
  void what_is_no_change_is_refused(String spoiled) {
    String body =
        Messages.notice(new Notice(World.SETUP, Mallory.wrote(SampleRequest.ENDPOINT))).body();
    String wrong =
        switch (spoiled) {
          case "SPOILED" -> body.replace("\"/subscriptions", "\"subscriptions");
          case "NO_TIME" -> body.replace("2026-11-21T", "yesterday ");
          default -> body.replace("\"" + spoiled + "\"", "\"other\"");
        };

    assertThat(wrong).isNotEqualTo(body);
    assertThatIllegalArgumentException().isThrownBy(() -> Messages.readNotice(wrong));
  }

  @Test
  void a_refusal_names_the_field() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Messages.readSetupEvent("{\"setup\": \"s\", \"cause\": \"x\"}"))
        .withMessageContaining("'generation'");
  }
}
