package dev.moat.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest.ManualApproval;
import dev.moat.model.SetupRequest.PrivateEndpoint;
import java.util.Optional;

/** A private endpoint to be made. */
final class EndpointBody {

  private EndpointBody() {}

  /** Where somebody is to approve the connection, it is asked for with a message for them. */
  static ObjectNode of(PrivateEndpoint endpoint, ResourceId registry) {
    ObjectNode body = Json.object().put("location", endpoint.location());
    ObjectNode properties = body.putObject("properties");
    properties.putObject("subnet").put("id", endpoint.subnet().value());
    Optional<ManualApproval> manual = endpoint.manualApproval();
    ObjectNode connection =
        properties
            .putArray(manual.isPresent() ? Connection.MANUAL : Connection.AUTOMATIC)
            .addObject()
            .put("name", endpoint.connectionName());
    ObjectNode target =
        connection.putObject("properties").put("privateLinkServiceId", registry.value());
    target.putArray("groupIds").add(EndpointStep.GROUP_ID);
    manual
        .flatMap(ManualApproval::requestMessage)
        .ifPresent(message -> target.put("requestMessage", message));
    return body;
  }
}
