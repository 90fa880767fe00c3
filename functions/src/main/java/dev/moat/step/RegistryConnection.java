package dev.moat.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.Arm;
import dev.moat.arm.ArmResource;
import dev.moat.model.ResourceId;
import java.util.Optional;

/**
 * The registry's end of the connection of a private endpoint. It is decided about here; the
 * endpoint's own end follows a little later.
 *
 * @param status {@code Approved}, {@code Pending}, {@code Rejected} or {@code Disconnected}
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/containerregistry/private-endpoint-connections/create-or-update">Approve
 *     or reject</a>
 */
record RegistryConnection(ResourceId registry, String name, String status) {

  /** The field that differs when it is not decided about as wanted. */
  static final String STATUS = "privateEndpointConnection." + Connection.STATUS;

  static Optional<RegistryConnection> read(Arm arm, ResourceId registry, ResourceId endpoint) {
    return arm.get(registry, ApiVersions.REGISTRY).flatMap(found -> of(found, registry, endpoint));
  }

  /** The one of that endpoint; empty when the registry does not know the endpoint. */
  static Optional<RegistryConnection> of(
      ArmResource found, ResourceId registry, ResourceId endpoint) {
    return Json.items(found.at("/properties/privateEndpointConnections"))
        .filter(each -> Json.isId(each.at("/properties/privateEndpoint/id"), endpoint))
        .findFirst()
        .map(each -> of(each, registry));
  }

  private static RegistryConnection of(JsonNode connection, ResourceId registry) {
    return new RegistryConnection(
        registry,
        connection.path("name").asText(),
        connection.at("/properties/privateLinkServiceConnectionState/status").asText("Pending"));
  }

  ResourceId id() {
    return registry.child("privateEndpointConnections", name);
  }

  /** In words, that the other end has not followed. */
  String notShownBy(ResourceId endpoint) {
    return "The connection %s is %s, which %s does not show yet".formatted(id(), status, endpoint);
  }

  boolean isPending() {
    return status.equalsIgnoreCase("Pending");
  }

  boolean isApproved() {
    return status.equalsIgnoreCase("Approved");
  }
}
