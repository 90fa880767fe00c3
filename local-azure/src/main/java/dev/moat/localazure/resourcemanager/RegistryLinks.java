package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The two ends of a private link: the connection on a registry and the endpoint it belongs to. */
final class RegistryLinks {
  static final String APPROVED = "Approved";

  private final Cloud cloud;
  private final ZoneGroupRecords records;

  RegistryLinks(Cloud cloud) {
    this.cloud = cloud;
    this.records = new ZoneGroupRecords(cloud);
  }

  Optional<Resource> connectionOf(Resource endpoint) {
    return cloud
        .resources()
        .ofType(PrivateEndpointConnections.TYPE)
        .filter(
            connection ->
                connection.property("/privateEndpoint/id").equalsIgnoreCase(endpoint.id().text()))
        .findFirst();
  }

  /**
   * Makes the registry's end, once; with it the registry gets its data endpoints. One that waits
   * for an approval has the message of whoever asks for its description, as the portal shows it
   * there; without a message it was seen to have none.
   */
  void connect(Resource endpoint, Resource registry) {
    if (connectionOf(endpoint).isPresent()) {
      return;
    }
    String name = registry.name() + "." + cloud.newGuid().replace("-", "");
    ResourceId id = registry.id().child("privateEndpointConnections", name);
    ObjectNode body =
        Json.object()
            .put("id", id.text())
            .put("name", name)
            .put("type", PrivateEndpointConnections.TYPE);
    ObjectNode properties = body.putObject("properties");
    properties.putObject("privateEndpoint").put("id", endpoint.id().text());
    ObjectNode state =
        properties
            .putObject("privateLinkServiceConnectionState")
            .put("status", EndpointConnection.of(endpoint).status());
    if (EndpointConnection.of(endpoint).isApproved()) {
      state.put("description", "Auto-Approved").put("actionsRequired", "None");
    } else if (!EndpointConnection.of(endpoint).requestMessage().isEmpty()) {
      state.put("description", EndpointConnection.of(endpoint).requestMessage());
    }
    properties.put("provisioningState", "Succeeded");
    cloud.resources().put(new Resource(id, body, cloud.newEtag()));
    registry.properties().put("dataEndpointEnabled", true);
  }

  /** The endpoint learns what was decided on the registry. */
  void tellEndpoint(Resource connection, String status, String description) {
    cloud
        .find(connection.property("/privateEndpoint/id"))
        .ifPresent(
            endpoint -> cloud.endpointNews().tell(() -> hear(endpoint, status, description)));
  }

  /** One that was made anew under the same name meanwhile is not meant. */
  private void hear(Resource endpoint, String status, String description) {
    if (cloud.find(endpoint.id()).filter(endpoint::equals).isPresent()) {
      EndpointConnection.of(endpoint).become(status, description);
      endpoint.changeEtag(cloud.newEtag());
      records.refresh(endpoint);
    }
  }

  /** The registry goes: its endpoints stay, disconnected. */
  void disconnectAll(Resource registry) {
    List<Resource> connections =
        cloud.resources().below(registry.id(), PrivateEndpointConnections.TYPE).toList();
    connections.forEach(connection -> tellEndpoint(connection, "Disconnected", ""));
  }

  void removeConnectionOf(Resource endpoint) {
    connectionOf(endpoint).ifPresent(found -> cloud.resources().remove(found.id()));
  }
}
