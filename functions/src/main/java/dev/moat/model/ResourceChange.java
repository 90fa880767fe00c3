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

  private static final String MOVE =
      "Microsoft.Resources/subscriptions/resourceGroups/moveResources/action";

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

  /**
   * Whether what lies in the resource may be gone: with the resource, or because it was moved out
   * of the resource group. Which resources were moved, and where to, the event does not tell.
   *
   * @see <a href="https://learn.microsoft.com/rest/api/resources/resources/move-resources">Move
   *     resources</a>
   */
  public boolean mayTakeAlong() {
    return isDeletion() || operation.equalsIgnoreCase(MOVE);
  }
}
