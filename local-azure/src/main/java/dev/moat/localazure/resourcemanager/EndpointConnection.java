package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The connection of a private endpoint to its target, as the endpoint holds it.
 *
 * @param automatic whether the caller may approve it, and so has
 * @param body the entry of the endpoint's list, not a copy
 */
record EndpointConnection(boolean automatic, ObjectNode body) {
  static final String AUTOMATIC = "privateLinkServiceConnections";
  static final String MANUAL = "manualPrivateLinkServiceConnections";

  static EndpointConnection of(Resource endpoint) {
    return of(endpoint.properties());
  }

  /** Reads the only connection from an endpoint's properties. */
  static EndpointConnection of(ObjectNode properties) {
    if (properties.at("/" + AUTOMATIC + "/0") instanceof ObjectNode automatic) {
      return new EndpointConnection(true, automatic);
    }
    if (properties.at("/" + MANUAL + "/0") instanceof ObjectNode manual) {
      return new EndpointConnection(false, manual);
    }
    throw ArmErrors.invalidContent("a private endpoint needs a private link service connection")
        .refusal();
  }

  String name() {
    return Json.text(body, "/name");
  }

  String target() {
    return Json.text(body, "/properties/privateLinkServiceId");
  }

  String group() {
    return Json.text(body, "/properties/groupIds/0");
  }

  /** What whoever asks for the connection says to whoever approves it. */
  String requestMessage() {
    return Json.text(body, "/properties/requestMessage");
  }

  String status() {
    return Json.text(body, "/properties/privateLinkServiceConnectionState/status");
  }

  boolean isApproved() {
    return status().equals(RegistryLinks.APPROVED);
  }

  boolean sameAs(EndpointConnection other) {
    JsonNode groups = body.at("/properties/groupIds");
    return automatic == other.automatic
        && name().equals(other.name())
        && target().equalsIgnoreCase(other.target())
        && groups.equals(other.body.at("/properties/groupIds"));
  }

  void become(String status, String description) {
    body.withObjectProperty("properties")
        .putObject("privateLinkServiceConnectionState")
        .put("status", status)
        .put("description", description)
        .put("actionsRequired", "None");
  }
}
