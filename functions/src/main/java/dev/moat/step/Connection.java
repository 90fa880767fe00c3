package dev.moat.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest.PrivateEndpoint;
import dev.moat.model.StepError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a private endpoint is connected to a registry.
 *
 * @param endpoint the endpoint's body
 * @param entry its connection to the registry, missing when it has none
 * @see <a href="https://learn.microsoft.com/azure/private-link/manage-private-endpoint">The states
 *     of a connection</a>
 */
record Connection(ObjectNode endpoint, JsonNode entry) {

  /** Where the status stands, under the properties of an endpoint's or a registry's connection. */
  static final String STATUS = "privateLinkServiceConnectionState.status";

  /** The list of connections for which the caller asks an approval by Azure itself. */
  static final String AUTOMATIC = "privateLinkServiceConnections";

  /** The list of those that somebody is to approve. */
  static final String MANUAL = "manualPrivateLinkServiceConnections";

  static Connection of(ObjectNode endpoint, ResourceId registry) {
    return all(endpoint)
        .filter(entry -> Json.isId(entry.at("/properties/privateLinkServiceId"), registry))
        .findFirst()
        .map(entry -> new Connection(endpoint, entry))
        .orElseGet(() -> new Connection(endpoint, MissingNode.getInstance()));
  }

  /** {@code Approved}, {@code Pending}, {@code Rejected} or {@code Disconnected}. */
  String status() {
    return statusIfKnown().orElse("Pending");
  }

  /** The same; empty when the endpoint does not say. */
  Optional<String> statusIfKnown() {
    return Optional.ofNullable(
        entry.at("/properties/privateLinkServiceConnectionState/status").textValue());
  }

  boolean isApproved() {
    return status().equalsIgnoreCase("Approved");
  }

  /** Why the endpoint cannot serve as the wanted one; empty when it can, now or later. */
  Optional<StepError> problem(PrivateEndpoint wanted, ResourceId registry) {
    return mismatch(wanted, registry).or(() -> refusal(wanted, registry));
  }

  /** Why the endpoint is another one than the wanted; empty when it is that. */
  Optional<StepError> mismatch(PrivateEndpoint wanted, ResourceId registry) {
    if (entry.isMissingNode() || !hasGroup()) {
      return Optional.of(elsewhere(wanted, registry));
    }
    return Json.isId(endpoint.at("/properties/subnet/id"), wanted.subnet())
        ? Optional.empty()
        : Optional.of(inAnotherSubnet(wanted));
  }

  /** Why the connection cannot be approved any more; empty when it is or can be. */
  Optional<StepError> refusal(PrivateEndpoint wanted, ResourceId registry) {
    return switch (status()) {
      case "Rejected", "Disconnected" -> Optional.of(refused(wanted, registry));
      default -> Optional.empty();
    };
  }

  private boolean hasGroup() {
    return Json.texts(entry.at("/properties/groupIds")).contains(EndpointStep.GROUP_ID);
  }

  private StepError elsewhere(PrivateEndpoint wanted, ResourceId registry) {
    List<String> targets =
        all(endpoint)
            .map(
                each ->
                    each.at("/properties/privateLinkServiceId").asText()
                        + " "
                        + Json.texts(each.at("/properties/groupIds")))
            .toList();
    return new StepError(
        "EndpointConnectedElsewhere",
        "The private endpoint %s is connected to %s, not to %s."
            .formatted(wanted.id(), targets.isEmpty() ? "nothing" : targets, registry),
        "Ask for an endpoint of another name, or delete this one, then replay the step.");
  }

  private StepError inAnotherSubnet(PrivateEndpoint wanted) {
    return new StepError(
        "EndpointInAnotherSubnet",
        "The private endpoint %s is in %s, not in %s, and an endpoint cannot be moved."
            .formatted(wanted.id(), endpoint.at("/properties/subnet/id").asText(), wanted.subnet()),
        "Ask for the subnet it is in, or for an endpoint of another name.");
  }

  private StepError refused(PrivateEndpoint wanted, ResourceId registry) {
    return new StepError(
        "EndpointConnection" + status(),
        "The connection of the private endpoint %s to %s is %s, which Azure does not take back."
            .formatted(wanted.id(), registry, status()),
        "Ask the registry's owner why, delete the endpoint, then replay the step: it is made anew.");
  }

  private static Stream<JsonNode> all(ObjectNode endpoint) {
    return Stream.of(AUTOMATIC, MANUAL)
        .flatMap(list -> Json.items(endpoint.path("properties").path(list)));
  }
}
