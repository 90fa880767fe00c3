package dev.moat.localazure.servicebus.broker;

import static dev.moat.localazure.servicebus.broker.LocksTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamespaceTest {
  private final Namespace namespace =
      new Namespace(List.of(QueueSettings.named("Orders")), Quota.STANDARD, Clock.systemUTC());

  @Test
  void names_are_found_without_regard_to_capitals() {
    assertThat(namespace.queue("oRDERS").settings().name()).isEqualTo("Orders");
    assertThat(namespace.queue("orders/$DeadLetterQueue"))
        .isSameAs(namespace.queue("orders").deadLetterQueue().orElseThrow());
  }

  @Test
  void an_unknown_entity_is_refused_in_words_that_stop_the_client_from_retrying() {
    assertThatThrownBy(() -> namespace.queue("bills"))
        .hasMessageStartingWith("The messaging entity 'bills' could not be found.");
    assertRefused(
        () -> namespace.queue("orders/$transfer/$deadletterqueue"), Refusal.ENTITY_NOT_FOUND);
  }
}
