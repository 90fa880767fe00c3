package dev.moat.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.model.Desired;
import dev.moat.model.Difference;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest.PrivateEndpoint;
import dev.moat.model.StepKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The private endpoint exists and its connection to the registry is approved. It is made for
 * automatic approval, which Azure grants to a caller with rights on the registry. One whose
 * connection was rejected or removed cannot be used again: it is to be removed and made anew.
 *
 * <p>Outputs: {@value #NETWORK_INTERFACE}, an id; {@value #FOREIGN}, the same when somebody else
 * made the endpoint in place of the one that was there. Azure names the interface anew for each
 * endpoint.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/virtualnetwork/private-endpoints/create-or-update">Create
 *     or update</a>
 */
final class EndpointStep implements Step<Desired.Endpoint> {

  /** Output: the id of the interface that holds the registry's private addresses. */
  static final String NETWORK_INTERFACE = "networkInterface";

  /** Output: the interface of an endpoint that is not the one that was looked at or made before. */
  static final String FOREIGN = "foreignInterface";

  /** The group of a registry: its only one. */
  static final String GROUP_ID = "registry";

  private static final Set<String> READ_ONLY =
      Set.of("type", "networkInterfaces", "customDnsConfigs", "resourceGuid");

  @Override
  public StepKind kind() {
    return StepKind.ENDPOINT;
  }

  @Override
  public Observation observe(StepContext<Desired.Endpoint> context) {
    Desired.Endpoint desired = context.desired();
    return context
        .arm()
        .get(desired.resource(), ApiVersions.NETWORK)
        .map(found -> existing(context, found))
        .orElseGet(Observation.Absent::new);
  }

  @Override
  public List<Watched> watches(Desired.Endpoint desired, Map<String, String> own) {
    return List.of(
        Watched.itself(desired.resource()),
        Watched.within(desired.registry().child("privateEndpointConnections")));
  }

  @Override
  public Begun converge(StepContext<Desired.Endpoint> context, Observation.NeedsChange found) {
    Desired.Endpoint desired = context.desired();
    if (found instanceof Observation.Unusable) {
      return context.arm().delete(desired.resource(), ApiVersions.NETWORK);
    }
    if (found instanceof Observation.Differs differs) {
      ObjectNode body = Echo.of(differs.found(), READ_ONLY);
      return Echo.put(context, desired.resource(), ApiVersions.NETWORK, body, differs.found());
    }
    return context
        .arm()
        .put(desired.resource(), ApiVersions.NETWORK, body(desired.endpoint(), desired.registry()));
  }

  @Override
  public Map<String, String> outputs(Desired.Endpoint desired, ObjectNode firstAnswer) {
    return networkInterface(firstAnswer)
        .map(nic -> Map.of(NETWORK_INTERFACE, nic.value()))
        .orElseGet(Map::of);
  }

  @Override
  public Optional<ResourceId> exclusive(Desired.Endpoint desired) {
    return Optional.of(desired.registry());
  }

  /** The interface of an endpoint. */
  static Optional<ResourceId> networkInterface(ObjectNode endpoint) {
    return Optional.ofNullable(endpoint.at("/properties/networkInterfaces/0/id").textValue())
        .map(ResourceId::new);
  }

  private static Observation existing(StepContext<Desired.Endpoint> context, ArmResource found) {
    Desired.Endpoint desired = context.desired();
    Optional<String> foreign = foreign(context.own(), found.body());
    Connection connection = Connection.of(found.body(), desired.registry());
    List<Difference> failure = Provisioning.failure(found);
    return connection
        .mismatch(desired.endpoint(), desired.registry())
        .<Observation>map(Observation.Blocked::new)
        .or(() -> Provisioning.changing(desired.resource(), found))
        .or(() -> refused(desired, connection, foreign.isPresent()))
        .or(() -> failed(failure, found))
        .or(() -> waiting(desired, connection))
        .orElseGet(() -> new Observation.Matches(outputs(found.body(), foreign)));
  }

  /** The interface, if it is that of an endpoint that Moat did not make. */
  private static Optional<String> foreign(Map<String, String> own, ObjectNode endpoint) {
    String known = own.getOrDefault(NETWORK_INTERFACE, "");
    String replaced = own.getOrDefault(FOREIGN, "");
    return networkInterface(endpoint)
        .map(ResourceId::value)
        .filter(
            nic ->
                nic.equalsIgnoreCase(replaced) || !known.isEmpty() && !nic.equalsIgnoreCase(known));
  }

  private static Map<String, String> outputs(ObjectNode endpoint, Optional<String> foreign) {
    Map<String, String> outputs = new HashMap<>();
    networkInterface(endpoint).ifPresent(nic -> outputs.put(NETWORK_INTERFACE, nic.value()));
    foreign.ifPresent(nic -> outputs.put(FOREIGN, nic));
    return outputs;
  }

  /**
   * Azure takes no refusal back; only an endpoint that is made anew may be approved. What somebody
   * else made in place of ours is not removed, even if ours was Moat's.
   */
  private static Optional<Observation> refused(
      Desired.Endpoint desired, Connection connection, boolean foreign) {
    Difference difference = new Difference(Connection.STATUS, "Approved", connection.status());
    return connection
        .refusal(desired.endpoint(), desired.registry())
        .map(
            problem ->
                foreign
                    ? new Observation.Blocked(problem)
                    : new Observation.Unusable(List.of(difference), problem));
  }

  private static Optional<Observation> failed(List<Difference> failure, ArmResource found) {
    return failure.isEmpty()
        ? Optional.empty()
        : Optional.of(new Observation.Differs(failure, found));
  }

  private static Optional<Observation> waiting(Desired.Endpoint desired, Connection connection) {
    return connection.isApproved()
        ? Optional.empty()
        : Optional.of(
            new Observation.InProgress(
                "The connection of %s to %s is %s; its approval is waited for"
                    .formatted(desired.resource(), desired.registry(), connection.status())));
  }

  private static ObjectNode body(PrivateEndpoint endpoint, ResourceId registry) {
    ObjectNode body = Json.object().put("location", endpoint.location());
    ObjectNode properties = body.putObject("properties");
    properties.putObject("subnet").put("id", endpoint.subnet().value());
    ObjectNode connection =
        properties
            .putArray("privateLinkServiceConnections")
            .addObject()
            .put("name", endpoint.connectionName());
    ObjectNode target =
        connection.putObject("properties").put("privateLinkServiceId", registry.value());
    target.putArray("groupIds").add(GROUP_ID);
    return body;
  }
}
