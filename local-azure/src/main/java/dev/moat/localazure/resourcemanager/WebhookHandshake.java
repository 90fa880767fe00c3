package dev.moat.localazure.resourcemanager;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A webhook must say that it wants events before its event subscription is there.
 *
 * @param operationId the operation that waits for it
 * @param name of the event subscription
 * @param source whose events are subscribed to
 * @param url the webhook
 * @param cloudEvents whether events will come as CloudEvents, which have a handshake of their own
 * @param notBefore when the operation ends at the earliest
 */
public record WebhookHandshake(
    String operationId,
    String name,
    String source,
    String url,
    boolean cloudEvents,
    Instant notBefore) {

  /** Asks webhooks. */
  @FunctionalInterface
  public interface Performer {

    /**
     * Begins to ask and returns at once.
     *
     * @param end to be called once, on any thread: with null when the webhook agreed, else with why
     *     not, in the words of the operation's error
     */
    void perform(WebhookHandshake handshake, Consumer<@Nullable String> end);
  }
}
