package dev.moat.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.model.Desired;
import dev.moat.model.Difference;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The private endpoint exists and its connection to the registry is approved: by Azure itself,
 * which does that for a caller with rights on the registry; or by Moat, the registry's owner or an
 * operator, where the request asks for that or Azure did not. One whose connection was rejected or
 * removed cannot be used again: it is to be removed and made anew, unless an operator rejected it.
 * That comes to light at the registry first, and is waited for at the endpoint.
 *
 * <p>Outputs: {@value #NETWORK_INTERFACE}, an id; {@value #CONNECTION}, the status of the
 * connection; {@link MadeAs}: what somebody made in place of Moat's endpoint under the same name is
 * never removed. {@link Approvals} are among them, too.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/virtualnetwork/private-endpoints/create-or-update">Create
 *     or update</a>
 * @see <a
 *     href="https://learn.microsoft.com/azure/private-link/manage-private-endpoint">Approval</a>
 */
final class EndpointStep implements Step<Desired.Endpoint> {

  /** Output: the id of the interface that holds the registry's private addresses. */
  static final String NETWORK_INTERFACE = "networkInterface";

  /** Output: the status of the connection, as the endpoint shows it. */
  static final String CONNECTION = "connection";

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

  /** The endpoint, and the registry's end of its connection. */
  @Override
  public int reads(Desired.Endpoint desired) {
    return 2;
  }

  @Override
  public Begun converge(StepContext<Desired.Endpoint> context, Observation.NeedsChange found) {
    Desired.Endpoint desired = context.desired();
    if (found instanceof Observation.Unusable) {
      return context.arm().delete(desired.resource(), ApiVersions.NETWORK);
    }
    if (found instanceof Observation.Differs differs) {
      if (PendingConnection.isDecided(differs)) {
        return PendingConnection.tell(context, differs);
      }
      ObjectNode body = Echo.of(differs.found(), READ_ONLY);
      return unmade(
          Echo.put(context, desired.resource(), ApiVersions.NETWORK, body, differs.found()));
    }
    return context
        .arm()
        .put(
            desired.resource(),
            ApiVersions.NETWORK,
            EndpointBody.of(desired.endpoint(), desired.registry()));
  }

  /** What was there before the change was not made by it. */
  private static Begun unmade(Begun begun) {
    ObjectNode body = begun.body().deepCopy();
    body.withObject("/properties").remove("resourceGuid");
    return new Begun(body, begun.operation(), begun.retryAfter(), begun.correlationId());
  }

  /** To approve what was made is a change of its own. */
  @Override
  public boolean takesSeveralChanges() {
    return true;
  }

  /** Azure's first answer to the creation tells whether it has approved the connection itself. */
  @Override
  public boolean isComplete(Desired.Endpoint desired, Map<String, String> own) {
    return desired.endpoint().manualApproval().isEmpty()
        && own.getOrDefault(CONNECTION, "Approved").equalsIgnoreCase("Approved");
  }

  @Override
  public Map<String, String> outputs(Desired.Endpoint desired, ObjectNode firstAnswer) {
    Map<String, String> outputs = new HashMap<>(MadeAs.RESOURCE_GUID.made(firstAnswer));
    outputs.putAll(found(desired, firstAnswer));
    return outputs;
  }

  private static Map<String, String> found(Desired.Endpoint desired, ObjectNode endpoint) {
    Map<String, String> outputs = new HashMap<>();
    networkInterface(endpoint).ifPresent(nic -> outputs.put(NETWORK_INTERFACE, nic.value()));
    Connection.of(endpoint, desired.registry())
        .statusIfKnown()
        .ifPresent(status -> outputs.put(CONNECTION, status));
    return outputs;
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

  private Observation existing(StepContext<Desired.Endpoint> context, ArmResource found) {
    Desired.Endpoint desired = context.desired();
    Connection connection = Connection.of(found.body(), desired.registry());
    return connection
        .mismatch(desired.endpoint(), desired.registry())
        .<Observation>map(Observation.Blocked::new)
        .or(() -> Provisioning.changing(desired.resource(), found))
        .or(() -> refused(context, connection, found))
        .or(() -> failed(Provisioning.failure(found), found))
        .or(() -> undecided(context, connection, found))
        .orElseGet(() -> new Observation.Matches(matching(desired, found.body())));
  }

  private static Map<String, String> matching(Desired.Endpoint desired, ObjectNode endpoint) {
    Map<String, String> outputs = new HashMap<>(MadeAs.RESOURCE_GUID.found(endpoint));
    outputs.putAll(found(desired, endpoint));
    return outputs;
  }

  /** Azure takes no refusal back; only an endpoint that is made anew may be approved. */
  private static Optional<Observation> refused(
      StepContext<Desired.Endpoint> context, Connection connection, ArmResource found) {
    Desired.Endpoint desired = context.desired();
    return connection
        .refusal(desired.endpoint(), desired.registry())
        .map(
            problem ->
                MadeAs.RESOURCE_GUID.isOurs(found.body(), context.own())
                        && !isRejectedByOperator(context)
                    ? new Observation.Unusable(List.of(notApproved(connection)), problem)
                    : new Observation.Blocked(problem));
  }

  private static Difference notApproved(Connection connection) {
    return new Difference(Connection.STATUS, "Approved", connection.status());
  }

  /** An operator of Moat said no: to ask again by a new endpoint would be to ignore that. */
  private static boolean isRejectedByOperator(StepContext<Desired.Endpoint> context) {
    Desired.Endpoint desired = context.desired();
    return context.own().containsKey(Approvals.REJECTED)
        && RegistryConnection.read(context.arm(), desired.registry(), desired.resource())
            .filter(end -> Approvals.isRejected(end.id(), context.own()))
            .isPresent();
  }

  private static Optional<Observation> failed(List<Difference> failure, ArmResource found) {
    return failure.isEmpty()
        ? Optional.empty()
        : Optional.of(new Observation.Differs(failure, found));
  }

  /** What the registry has to say about a connection that was not refused. */
  private static Optional<Observation> undecided(
      StepContext<Desired.Endpoint> context, Connection connection, ArmResource found) {
    return connection.isApproved()
        ? new ApprovedConnection(context, found).observe()
        : Optional.of(new PendingConnection(context, found).observe());
  }
}
