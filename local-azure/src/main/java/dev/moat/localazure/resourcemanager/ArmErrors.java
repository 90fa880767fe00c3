package dev.moat.localazure.resourcemanager;

/** The errors of Resource Manager itself, which all resource types share. */
final class ArmErrors {
  private ArmErrors() {}

  static ArmError missingApiVersion() {
    return ArmError.of(
        400,
        "MissingApiVersionParameter",
        "The api-version query parameter (?api-version=) is required for all requests.");
  }

  static ArmError subscriptionNotFound(String subscription) {
    return ArmError.of(
        404,
        "SubscriptionNotFound",
        "The subscription '%s' could not be found.".formatted(subscription));
  }

  static ArmError groupNotFound(String group) {
    return ArmError.of(
        404, "ResourceGroupNotFound", "Resource group '%s' could not be found.".formatted(group));
  }

  static ArmError notFound(ResourceId id) {
    return ArmError.of(
        404,
        "ResourceNotFound",
        ("The Resource '%s' under resource group '%s' was not found. For more details please go to"
                + " https://aka.ms/ARMResourceNotFoundFix")
            .formatted(id.typeWithNames(), id.resourceGroup()));
  }

  /**
   * @param action {@code write} or {@code delete}
   */
  static ArmError parentNotFound(String action, ResourceId child) {
    return ArmError.of(
        404,
        "ParentResourceNotFound",
        ("Failed to perform '%s' on resource(s) of type '%s', because the parent resource '%s'"
                + " could not be found.")
            .formatted(
                action,
                child.type().substring(child.type().indexOf('/') + 1),
                child.parent().text()));
  }

  static ArmError unknownType(ResourceId id) {
    int slash = id.type().indexOf('/');
    String namespace = slash < 0 ? id.type() : id.type().substring(0, slash);
    return ArmError.of(
        404,
        "InvalidResourceType",
        "The resource type '%s' could not be found in the namespace '%s'."
            .formatted(id.type().substring(slash + 1), namespace));
  }

  static ArmError unknownPath(String path) {
    return ArmError.of(404, "NotFound", "Nothing is served at '%s'.".formatted(path));
  }

  static ArmError methodNotAllowed(String method, ResourceId id) {
    return ArmError.of(
        405,
        "MethodNotAllowed",
        "The method '%s' is not supported on '%s'.".formatted(method, id.text()));
  }

  static ArmError invalidContent(String what) {
    return ArmError.of(400, "InvalidRequestContent", "The request content was invalid: " + what);
  }

  static ArmError gatewayTimeout(String provider) {
    return ArmError.of(
        504,
        "GatewayTimeout",
        "The gateway did not receive a response from '%s' within the specified time period."
            .formatted(provider));
  }

  /** A reference to a resource that is not there, as Microsoft.Network says it. */
  static ArmError invalidReference(String referenced, String by) {
    return ArmError.network(
        400,
        "InvalidResourceReference",
        ("Resource %s referenced by resource %s was not found. Please make sure that the"
                + " referenced resource exists, and that both resources are in the same region.")
            .formatted(referenced, by));
  }
}
