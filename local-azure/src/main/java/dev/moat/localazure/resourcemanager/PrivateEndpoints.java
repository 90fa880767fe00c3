package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.resourcemanager.Operation.Change;
import dev.moat.localazure.resourcemanager.Operation.Dialect;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Private endpoints to registries. What the registry objects to comes to light only at the end of
 * the operation, as Microsoft.Network asks it then.
 */
final class PrivateEndpoints extends StoredKind {
  static final String TYPE = "Microsoft.Network/privateEndpoints";

  private final NetworkConflicts conflicts;
  private final RegistryConflicts registryConflicts;
  private final EndpointBody bodies;
  private final EndpointInterfaces interfaces;
  private final RegistryLinks links;
  private final ZoneGroupRecords records;

  PrivateEndpoints(Cloud cloud) {
    super(cloud, TYPE);
    this.conflicts = new NetworkConflicts(cloud);
    this.registryConflicts = new RegistryConflicts(cloud);
    this.bodies = new EndpointBody(cloud);
    this.interfaces = new EndpointInterfaces(cloud);
    this.links = new RegistryLinks(cloud);
    this.records = new ZoneGroupRecords(cloud);
  }

  @Override
  public ArmReply put(Call call) {
    conflicts.refuseWhileHeld(call.id());
    ObjectNode sent = call.body();
    EndpointConnection wanted = EndpointConnection.of(sent.withObjectProperty("properties"));
    Resource subnet = referenced(call, Json.text(sent, "/properties/subnet/id"));
    Resource registry = referenced(call, wanted.target());
    if (!subnet.hasSucceeded()) {
      throw conflicts.notProvisioned(subnet, call.id().text(), "PutSubnetOperation").refusal();
    }
    Optional<Resource> existing = cloud.find(call.id());
    return existing.isPresent()
        ? update(call, sent, existing.get(), registry)
        : create(call, sent, registry);
  }

  private Resource referenced(Call call, String id) {
    return cloud
        .find(id)
        .orElseThrow(() -> ArmErrors.invalidReference(id, call.id().text()).refusal());
  }

  private ArmReply create(Call call, ObjectNode sent, Resource registry) {
    ResourceId nic = bodies.interfaceId(call.id(), sent);
    Resource endpoint =
        new Resource(call.id(), bodies.create(newBody(call.id()), sent, nic), cloud.newEtag());
    interfaces.create(endpoint, nic, registry, EndpointBody.fixedAddresses(sent));
    cloud.resources().put(endpoint);
    return begin(call, endpoint, registry).answer(answer(201, endpoint, call));
  }

  private ArmReply update(Call call, ObjectNode sent, Resource endpoint, Resource registry) {
    ObjectNode properties = sent.withObjectProperty("properties");
    boolean same =
        EndpointConnection.of(endpoint).sameAs(EndpointConnection.of(properties))
            && endpoint.property("/subnet/id").equalsIgnoreCase(Json.text(properties, "/subnet/id"))
            && endpoint.body().path("tags").equals(sent.path("tags"));
    if (sent.has("tags")) {
      endpoint.body().set("tags", sent.get("tags"));
    }
    if (same && endpoint.hasSucceeded()) {
      return operation(call, endpoint, Change.WRITE)
          .changesNothing()
          .answer(answer(200, endpoint, call));
    }
    return begin(call, endpoint, registry).answer(answer(200, endpoint, call));
  }

  private NewOperation begin(Call call, Resource endpoint, Resource registry) {
    settle(endpoint, "Updating");
    return operation(call, endpoint, Change.WRITE)
        .takes(Work.PRIVATE_ENDPOINT)
        .failing(objection(endpoint, registry))
        .holding(endpoint.key(), RegistryConflicts.endpointsOf(registry.id()));
  }

  private NewOperation operation(Call call, Resource endpoint, Change change) {
    boolean delete = change == Change.DELETE;
    return new NewOperation(cloud, call, type(), change, Dialect.NETWORK)
        .named(delete ? "DeletePrivateEndpointOperation" : "PutPrivateEndpointOperation")
        .in(endpoint.location())
        .retryAfter(10)
        .holding(endpoint.key());
  }

  private @Nullable ArmError objection(Resource endpoint, Resource registry) {
    Optional<ArmError> conflict = registryConflicts.conflictOfEndpoint(registry.id());
    if (conflict.isPresent()) {
      return fromRegistry(conflict.get().code(), conflict.get().message());
    }
    String sku = Json.text(registry.body(), "/sku/name");
    if (!sku.equals(RegistryRules.PREMIUM)) {
      return fromRegistry(
          "PrivateEndpointsNotSupported",
          "Private endpoints are not supported for the SKU %s.".formatted(sku));
    }
    return bodies.missingMembers(endpoint, registry);
  }

  private static ArmError fromRegistry(String code, String message) {
    return ArmError.network(
        400,
        code,
        "Call to Microsoft.ContainerRegistry/registries failed. Error message: " + message);
  }

  @Override
  public ArmReply delete(Call call) {
    Optional<Resource> endpoint = cloud.find(call.id());
    if (endpoint.isEmpty()) {
      return ArmReply.empty(204);
    }
    conflicts.refuseWhileHeld(call.id());
    settle(endpoint.get(), "Deleting");
    return operation(call, endpoint.get(), Change.DELETE)
        .takes(Work.PRIVATE_ENDPOINT_DELETE)
        .answer(ArmReply.empty(202));
  }

  @Override
  protected void written(Operation operation, Resource endpoint) {
    cloud
        .find(EndpointConnection.of(endpoint).target())
        .ifPresent(registry -> links.connect(endpoint, registry));
  }

  @Override
  protected void deleted(Operation operation, Resource endpoint) {
    cloud.resources().below(endpoint.id(), PrivateDnsZoneGroups.TYPE).forEach(records::remove);
    links.removeConnectionOf(endpoint);
    interfaces.of(endpoint).ifPresent(nic -> cloud.resources().remove(nic.id()));
  }

  @Override
  public ObjectNode show(Resource endpoint, String apiVersion) {
    ObjectNode body = endpoint.body().deepCopy().put("etag", endpoint.etag());
    ObjectNode properties = body.withObjectProperty("properties");
    for (String list : new String[] {EndpointConnection.AUTOMATIC, EndpointConnection.MANUAL}) {
      for (JsonNode connection : properties.path(list)) {
        ((ObjectNode) connection).put("etag", endpoint.etag());
      }
    }
    properties.set("customDnsConfigs", customDns(endpoint));
    return body;
  }

  /** Empty until the connection is approved, and again once a zone group takes care of DNS. */
  private ArrayNode customDns(Resource endpoint) {
    boolean zoneGroup =
        cloud.resources().below(endpoint.id(), PrivateDnsZoneGroups.TYPE).findAny().isPresent();
    boolean connected =
        endpoint.hasSucceeded() && EndpointConnection.of(endpoint).isApproved() && !zoneGroup;
    Optional<Resource> nic = connected ? interfaces.of(endpoint) : Optional.empty();
    return Json.arrayOf(
        nic.stream().flatMap(found -> EndpointName.of(found).stream()).map(EndpointName::json));
  }
}
