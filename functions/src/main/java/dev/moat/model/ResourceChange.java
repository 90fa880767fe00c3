package dev.moat.model;

import java.time.Instant;
import java.util.Locale;

/**
 * A change that somebody made in Azure, as an event tells it.
 *
 * @param resource what was changed
 * @param operation such as {@code Microsoft.Network/privateEndpoints/delete}
 * @param correlationId what Azure's activity log has it under
 * @param at when Azure had made it
 */
public record ResourceChange(
    ResourceId resource, String operation, Actor actor, String correlationId, Instant at) {

  /**
   * Resource, operation and actor in lower case: the same text for all changes that are told apart
   * only by when they were made.
   */
  public String subject() {
    return (resource.value() + "|" + operation + "|" + actor).toLowerCase(Locale.ROOT);
  }

  /** Whether the resource is gone, and with it all that lies in it. */
  public boolean isDeletion() {
    return is("delete");
  }

  /** Whether something was asked of the resource, which need not have changed it. */
  public boolean isAction() {
    return is("action");
  }

  private boolean is(String verb) {
    return operation.toLowerCase(Locale.ROOT).endsWith("/" + verb);
  }
}
