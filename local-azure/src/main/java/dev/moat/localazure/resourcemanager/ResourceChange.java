package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A resource was written or deleted, or a write or delete failed, when all work for it was over.
 *
 * @param time when the work was over
 * @param resourceId the resource, in the case it was created with
 * @param operationName such as {@code Microsoft.Network/privateEndpoints/write}
 * @param method the HTTP verb of the call that began it
 * @param succeeded whether the change took place
 * @param caller who made the call
 * @param correlationId the correlation id of the call
 * @param body the resource as it is now, or null when it was deleted
 */
public record ResourceChange(
    Instant time,
    String resourceId,
    String operationName,
    String method,
    boolean succeeded,
    Caller caller,
    String correlationId,
    @Nullable JsonNode body) {

  /** Hears of changes, on the thread of the call that brought them to light. */
  @FunctionalInterface
  public interface Listener {
    void changed(ResourceChange change);
  }
}
