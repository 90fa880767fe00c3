package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How Azure answers for one type of resource. A kind holds no state; calls that reach it have an
 * api-version, and their subscription, resource group and parent exist.
 *
 * <p>A method ends the call early by throwing {@link ArmError.Refusal}.
 */
interface ResourceKind {

  /** In Azure's own spelling. */
  String type();

  ArmReply get(Call call);

  ArmReply list(Call call);

  default ArmReply put(Call call) {
    throw ArmErrors.methodNotAllowed("PUT", call.id()).refusal();
  }

  default ArmReply patch(Call call) {
    throw ArmErrors.methodNotAllowed("PATCH", call.id()).refusal();
  }

  default ArmReply delete(Call call) {
    throw ArmErrors.methodNotAllowed("DELETE", call.id()).refusal();
  }

  /** A POST of an action on a resource, such as {@code listCredentials}. */
  default ArmReply act(Call call, Resource resource, String action) {
    throw ArmErrors.methodNotAllowed("POST", call.id()).refusal();
  }

  /** The resource as an answer shows it; a fresh tree that nobody else holds. */
  ObjectNode show(Resource resource, String apiVersion);

  /** The work of an operation is over: its effects become visible. */
  default void finish(Operation operation) {}

  /** Whether the parent must exist before a call reaches this kind. */
  default boolean needsParent() {
    return true;
  }
}
