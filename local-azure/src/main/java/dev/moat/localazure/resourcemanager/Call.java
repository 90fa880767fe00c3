package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way to its resource type.
 *
 * @param request as it came in
 * @param path its path, read
 * @param id the resource or list it is about
 * @param now when it came in
 * @param correlationId sent by the caller or made up here
 * @param endpoint where this Resource Manager is reached, for polling URLs: scheme and authority
 * @param existed whether the resource was there when the call came in
 * @param operationFailure how the operation that this call begins shall fail, or null
 * @param evidence the role assignment that allowed it, or null when none was asked
 */
record Call(
    ArmRequest request,
    ArmPath path,
    ResourceId id,
    Instant now,
    String correlationId,
    String endpoint,
    boolean existed,
    @Nullable ArmError operationFailure,
    @Nullable Evidence evidence) {

  String apiVersion() {
    return path.apiVersion();
  }

  @Nullable String header(String name) {
    return request.header(name);
  }

  /** A copy of the body, which must be an object. */
  ObjectNode body() {
    if (request.body() instanceof ObjectNode object) {
      ObjectNode copy = object.deepCopy();
      copy.withObjectProperty("properties");
      return copy;
    }
    throw ArmErrors.invalidContent("a JSON object is expected as the body").refusal();
  }

  /** What is told of this call when its work is over. */
  Operation.Begun begun() {
    return new Operation.Begun(
        request.caller(),
        correlationId,
        request.method(),
        new ResourceChange.Request(
            endpoint + request.pathAndQuery(),
            header(Headers.CLIENT_REQUEST_ID),
            existed,
            evidence));
  }

  Call about(ResourceId other) {
    return new Call(
        request, path, other, now, correlationId, endpoint, existed, operationFailure, evidence);
  }

  Call allowedBy(Optional<Evidence> assignment) {
    return new Call(
        request,
        path,
        id,
        now,
        correlationId,
        endpoint,
        existed,
        operationFailure,
        assignment.orElse(null));
  }
}
