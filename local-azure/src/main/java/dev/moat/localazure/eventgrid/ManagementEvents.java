package dev.moat.localazure.eventgrid;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.resourcemanager.Evidence;
import dev.moat.localazure.resourcemanager.ResourceChange;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of changes, as <a
 * href="https://learn.microsoft.com/azure/event-grid/event-schema-subscriptions">subscription
 * events</a> and resource group events are documented, which are the same.
 *
 * <p>Azure writes {@code resourceGroups} in the subject now like this and now as {@code
 * resourcegroups}; here chance decides for each event. {@code httpRequest} comes only with what
 * changes something that existed. The evidence is the role assignment that allowed the call. A
 * caller who is not bound by roles needs none: they are told as a {@code Subscription Admin}, the
 * classic administrator who has no assignment in the examples either.
 */
final class ManagementEvents {
  private static final String WITHOUT_ASSIGNMENT = "Subscription Admin";
  private static final String GROUP_TYPE = "Microsoft.Resources/resourceGroups/";

  private final String tenant;
  private final RandomGenerator random;

  ManagementEvents(String tenant, RandomGenerator random) {
    this.tenant = tenant;
    this.random = random;
  }

  ManagementEvent of(ResourceChange change) {
    String subject = cased(change.resourceId());
    String operation = operationName(change.operationName());
    return new ManagementEvent(
        newGuid(),
        subject,
        type(operation, change.succeeded()),
        change.time(),
        data(change, subject, operation));
  }

  private String cased(String resourceId) {
    return random.nextBoolean()
        ? resourceId.replaceFirst("(?i)/resourceGroups/", "/resourcegroups/")
        : resourceId;
  }

  private static String operationName(String name) {
    return name.startsWith(GROUP_TYPE)
        ? "Microsoft.Resources/subscriptions/resourceGroups/" + name.substring(GROUP_TYPE.length())
        : name;
  }

  private static String type(String operation, boolean succeeded) {
    String verb = operation.substring(operation.lastIndexOf('/') + 1);
    return "Microsoft.Resources.Resource"
        + verb.substring(0, 1).toUpperCase(Locale.ROOT)
        + verb.substring(1)
        + (succeeded ? "Success" : "Failure");
  }

  private ObjectNode data(ResourceChange change, String subject, String operation) {
    ObjectNode data = object();
    ObjectNode authorization = object().put("scope", subject).put("action", operation);
    authorization.set("evidence", evidence(change.request().evidence()));
    data.set("authorization", authorization);
    data.set("claims", Claims.of(change.caller(), tenant));
    data.put("correlationId", change.correlationId());
    if (change.request().onExisting()) {
      data.set("httpRequest", httpRequest(change));
    }
    return data.put("resourceProvider", operation.substring(0, operation.indexOf('/')))
        .put("resourceUri", subject)
        .put("operationName", operation)
        .put("status", change.succeeded() ? "Succeeded" : "Failed")
        .put("subscriptionId", subscription(subject))
        .put("tenantId", tenant);
  }

  private static ObjectNode evidence(@Nullable Evidence assignment) {
    return assignment == null
        ? object().put("role", WITHOUT_ASSIGNMENT)
        : object()
            .put("role", assignment.role())
            .put("roleAssignmentScope", assignment.roleAssignmentScope())
            .put("roleAssignmentId", undashed(assignment.roleAssignmentId()))
            .put("roleDefinitionId", undashed(assignment.roleDefinitionId()))
            .put("principalId", undashed(assignment.principalId()))
            .put("principalType", assignment.principalType());
  }

  private static String undashed(String guid) {
    return guid.replace("-", "");
  }

  private static ObjectNode httpRequest(ResourceChange change) {
    String clientRequestId = change.request().clientRequestId();
    ObjectNode request = object();
    if (clientRequestId != null) {
      request.put("clientRequestId", clientRequestId);
    }
    return request
        .put("clientIpAddress", "127.0.0.1")
        .put("method", change.method())
        .put("url", change.request().url());
  }

  private static String subscription(String id) {
    String[] parts = id.split("/", 4);
    return parts.length > 2 ? parts[2] : "";
  }

  private String newGuid() {
    long high = random.nextLong() & ~0xf000L | 0x4000L;
    long low = random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
