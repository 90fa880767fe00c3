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
 * <p>Outputs: {@value #NETWORK_INTERFACE}, an id; {@value #MADE_AS}, the GUID of the endpoint that
 * Moat made. One that somebody made in its place under the same name has another GUID, and is never
 * removed.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/virtualnetwork/private-endpoints/create-or-update">Create
 *     or update</a>
 */
final class EndpointStep implements Step<Desired.Endpoint> {

  /** Output: the id of the interface that holds the registry's private addresses. */
  static final String NETWORK_INTERFACE = "networkInterface";

  /** Output: the GUID that Azure gave to the endpoint when Moat made it. */
  static final String MADE_AS = "madeAs";

  private static final String GUID = "resourceGuid";

  /** The group of a registry: its only one. */
  static final String GROUP_ID = "registry";

  private static final Set<String> READ_ONLY =
      Set.of("type", "networkInterfaces", "customDnsConfigs", GUID);

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
        .map(found -> existing(desired, found, context.own()))
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
      return unmade(
          Echo.put(context, desired.resource(), ApiVersions.NETWORK, body, differs.found()));
    }
    return context
        .arm()
        .put(desired.resource(), ApiVersions.NETWORK, body(desired.endpoint(), desired.registry()));
  }

  /** What was there before the change was not made by it. */
  private static Begun unmade(Begun begun) {
    ObjectNode body = begun.body().deepCopy();
    body.withObject("/properties").remove(GUID);
    return new Begun(body, begun.operation(), begun.retryAfter(), begun.correlationId());
  }

  @Override
  public Map<String, String> outputs(Desired.Endpoint desired, ObjectNode firstAnswer) {
    Map<String, String> outputs = new HashMap<>(found(firstAnswer));
    guid(firstAnswer).ifPresent(guid -> outputs.put(MADE_AS, guid));
    return outputs;
  }

  private static Map<String, String> found(ObjectNode endpoint) {
    return networkInterface(endpoint)
        .map(nic -> Map.of(NETWORK_INTERFACE, nic.value()))
        .orElseGet(Map::of);
  }

  private static Optional<String> guid(ObjectNode endpoint) {
    return Optional.ofNullable(endpoint.at("/properties/" + GUID).textValue());
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

  private Observation existing(
      Desired.Endpoint desired, ArmResource found, Map<String, String> own) {
    Connection connection = Connection.of(found.body(), desired.registry());
    List<Difference> failure = Provisioning.failure(found);
    return connection
        .mismatch(desired.endpoint(), desired.registry())
        .<Observation>map(Observation.Blocked::new)
        .or(() -> Provisioning.changing(desired.resource(), found))
        .or(() -> refused(desired, connection, isOfMoat(found, own)))
        .or(() -> failed(failure, found))
        .or(() -> waiting(desired, connection))
        .orElseGet(() -> new Observation.Matches(found(found.body())));
  }

  private static boolean isOfMoat(ArmResource found, Map<String, String> own) {
    return guid(found.body()).filter(guid -> guid.equals(own.get(MADE_AS))).isPresent();
  }

  /** Azure takes no refusal back; only an endpoint that is made anew may be approved. */
  private static Optional<Observation> refused(
      Desired.Endpoint desired, Connection connection, boolean isOfMoat) {
    Difference difference = new Difference(Connection.STATUS, "Approved", connection.status());
    return connection
        .refusal(desired.endpoint(), desired.registry())
        .map(
            problem ->
                isOfMoat
                    ? new Observation.Unusable(List.of(difference), problem)
                    : new Observation.Blocked(problem));
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
