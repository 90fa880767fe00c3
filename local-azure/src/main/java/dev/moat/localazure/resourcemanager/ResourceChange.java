package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A resource was written or deleted, or a write or delete failed, when all work for it was over; or
 * an action was taken on it.
 *
 * <p>Only what a caller asked for is told. What Azure itself does besides, such as the records that
 * a zone group writes, the interfaces of an endpoint and the connection on its registry, is not:
 * nothing public says that it raises events of its own, and an app must not count on events that
 * may not come. Nor are writes told that were refused in the call.
 *
 * @param time when the work was over
 * @param resourceId the resource, in the case it was created with
 * @param operationName such as {@code Microsoft.Network/privateEndpoints/write}
 * @param method the HTTP verb of the call that began it
 * @param succeeded whether the change took place
 * @param caller who made the call
 * @param correlationId the correlation id of the call
 * @param body the resource as it is now, or null when it was deleted
 * @param request more about the call that began it
 */
public record ResourceChange(
    Instant time,
    String resourceId,
    String operationName,
    String method,
    boolean succeeded,
    Caller caller,
    String correlationId,
    @Nullable JsonNode body,
    Request request) {

  /**
   * What the call was, beyond verb and caller.
   *
   * @param url as it was called
   * @param clientRequestId the header {@code x-ms-client-request-id}, or null
   * @param onExisting whether the resource existed before the call
   * @param evidence the role assignment that allowed it; null when none was asked, for a caller who
   *     is not bound by roles
   */
  public record Request(
      String url,
      @Nullable String clientRequestId,
      boolean onExisting,
      @Nullable Evidence evidence) {}

  /** Hears of changes, on the thread of the call that brought them to light. */
  @FunctionalInterface
  public interface Listener {
    void changed(ResourceChange change);
  }
}
