package dev.moat.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.resourcemanager.ArmReply;
import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.localazure.resourcemanager.Caller;
import dev.moat.localazure.resourcemanager.ResourceManager;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepKind;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Each way in which somebody undoes something of a setup, and which of them Azure let pass. */
final class Misdeeds {

  private static final Caller MALLORY =
      Caller.user("mallory", "portal", "Mallory", "mallory@contoso.com");
  private static final String NETWORK = "?api-version=2023-09-01";
  private static final String DNS = "?api-version=2020-06-01";
  private static final String REGISTRY = "?api-version=2023-07-01";
  private static final String ROLES = "?api-version=2022-04-01";

  private final ResourceManager azure;
  private final RandomGenerator random;
  private final Set<ResourceId> removedRegistries = new HashSet<>();
  private final Consumer<Runnable> again;
  private final Map<String, Integer> done = new TreeMap<>();
  private final Map<ResourceId, Integer> openings = new HashMap<>();

  /**
   * @param again has something done a little later
   */
  Misdeeds(ResourceManager azure, RandomGenerator random, Consumer<Runnable> again) {
    this.azure = azure;
    this.again = again;
    this.random = random;
  }

  /** How often something was undone, by what it was; refused attempts are not counted. */
  Map<String, Integer> done() {
    return done;
  }

  boolean hasRemoved(ResourceId registry) {
    return removedRegistries.contains(registry);
  }

  void openPublicAccess(SetupRequest of) {
    ObjectNode body = object();
    body.putObject("properties").put("publicNetworkAccess", "Enabled");
    changeSettings("open", of, body);
  }

  void addIpRule(SetupRequest of) {
    ObjectNode body = object();
    ObjectNode rules = body.putObject("properties").putObject("networkRuleSet");
    rules.put("defaultAction", "Deny").putArray("ipRules").addObject().put("value", "203.0.113.7");
    changeSettings("rule", of, body);
  }

  private void changeSettings(String what, SetupRequest of, ObjectNode body) {
    if (call(what, "PATCH", of.registry().id() + REGISTRY, body)) {
      openings.merge(of.registry().id(), 1, Integer::sum);
    }
  }

  /** How often the network settings of a registry were changed. */
  int changesOfSettings(ResourceId registry) {
    return openings.getOrDefault(registry, 0);
  }

  void tag(SetupRequest of) {
    ObjectNode body = object();
    body.putObject("tags").put("cost-center", "4711");
    call("tag", "PATCH", of.registry().id() + REGISTRY, body);
  }

  void addReplication(SetupRequest of) {
    ObjectNode body = object().put("location", "eastus");
    call("replication", "PUT", of.registry().id() + "/replications/eastus" + REGISTRY, body);
  }

  void removeRegistry(SetupRequest of) {
    if (call("registry", "DELETE", of.registry().id() + REGISTRY, null)) {
      removedRegistries.add(of.registry().id());
    }
  }

  /** Makes the registry anew, in place of one that is gone. */
  void makeRegistry(SetupRequest of) {
    ObjectNode body = object().put("location", "westcentralus");
    body.putObject("sku").put("name", "Premium");
    call("registry made", "PUT", of.registry().id() + REGISTRY, body);
  }

  /** Takes away what can be made again at once, as it was. */
  void replace(SetupRequest of) {
    boolean role = random.nextBoolean();
    Optional<ResourceId> resource = anyResource(of, role ? StepKind.IDENTITY_GRANT : StepKind.LINK);
    resource.ifPresent(id -> replace(id, role ? ROLES : DNS));
  }

  private void replace(ResourceId resource, String version) {
    if (read(resource + version) instanceof ObjectNode body
        && body.has("properties")
        && call("replaced", "DELETE", resource + version, null)) {
      again.accept(() -> call("made again", "PUT", resource + version, body));
    }
  }

  void removeZoneGroup(SetupRequest of) {
    remove("zone-group", of, StepKind.ZONE_GROUP, NETWORK);
  }

  void removeLink(SetupRequest of) {
    remove("link", of, StepKind.LINK, DNS);
  }

  void removeEndpoint(SetupRequest of) {
    remove("endpoint", of, StepKind.ENDPOINT, NETWORK);
  }

  void removeRole(SetupRequest of) {
    remove("role", of, StepKind.IDENTITY_GRANT, ROLES);
  }

  /** Takes away an endpoint that is to be made anew; false when there was none. */
  boolean removeEndpointForAnother(SetupRequest of) {
    return remove("replaced", of, StepKind.ENDPOINT, NETWORK);
  }

  void makeEndpoint(SetupRequest of) {
    ObjectNode body = object().put("location", of.privateEndpoint().location());
    ObjectNode properties = body.putObject("properties");
    properties.putObject("subnet").put("id", of.privateEndpoint().subnet().value());
    ObjectNode connection =
        properties
            .putArray("privateLinkServiceConnections")
            .addObject()
            .put("name", of.privateEndpoint().connectionName())
            .putObject("properties")
            .put("privateLinkServiceId", of.registry().id().value());
    connection.putArray("groupIds").add("registry");
    call("endpoint made", "PUT", of.privateEndpoint().id() + NETWORK, body);
  }

  /** Rejects or removes the connection at the registry; endpoints follow a little later. */
  void endConnection(SetupRequest of) {
    JsonNode found =
        read(of.registry().id() + REGISTRY).at("/properties/privateEndpointConnections");
    if (!found.isEmpty()) {
      azure.holdEndpointNews(true);
      again.accept(() -> azure.holdEndpointNews(false));
      endConnection(found.at("/0/id").asText() + REGISTRY);
    }
  }

  private void endConnection(String connection) {
    if (random.nextBoolean()) {
      call("cut", "DELETE", connection, null);
    } else {
      ObjectNode body = object();
      body.putObject("properties")
          .putObject("privateLinkServiceConnectionState")
          .put("status", "Rejected");
      call("rejected", "PUT", connection, body);
    }
  }

  void removeRecord(SetupRequest of) {
    aRecord(of).ifPresent(found -> call("record", "DELETE", found.path("id").asText() + DNS, null));
  }

  void overwriteRecord(SetupRequest of) {
    ObjectNode body = object();
    ObjectNode properties = body.putObject("properties").put("ttl", 3600);
    properties.putArray("aRecords").addObject().put("ipv4Address", "10.9.9.9");
    aRecord(of)
        .ifPresent(found -> call("overwritten", "PUT", found.path("id").asText() + DNS, body));
  }

  private Optional<JsonNode> aRecord(SetupRequest of) {
    JsonNode records = read(RandomRequests.ZONE + "/A" + DNS).path("value");
    List<JsonNode> own =
        StreamSupport.stream(records.spliterator(), false)
            .filter(each -> each.path("name").asText().startsWith(of.registry().id().name()))
            .toList();
    return own.isEmpty() ? Optional.empty() : Optional.of(own.get(random.nextInt(own.size())));
  }

  /** Policies or delegations, whichever was asked for. */
  void spoilSubnet(SetupRequest of) {
    anyResource(of, StepKind.SUBNET)
        .ifPresent(
            subnet -> {
              if (read(subnet + NETWORK) instanceof ObjectNode body && body.has("properties")) {
                ObjectNode properties = (ObjectNode) body.path("properties");
                properties.put("privateEndpointNetworkPolicies", "Enabled").putArray("delegations");
                call("subnet", "PUT", subnet + NETWORK, body);
              }
            });
  }

  private boolean remove(String what, SetupRequest of, StepKind kind, String version) {
    return anyResource(of, kind)
        .filter(resource -> call(what, "DELETE", resource + version, null))
        .isPresent();
  }

  private Optional<ResourceId> anyResource(SetupRequest of, StepKind kind) {
    List<ResourceId> all =
        Plans.of(of).steps().stream()
            .filter(step -> step.name().kind() == kind)
            .map(PlannedStep::desired)
            .map(desired -> desired.resource())
            .toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
  }

  private boolean call(String what, String method, String path, @Nullable JsonNode body) {
    int status = azure.handle(new ArmRequest(method, path, Map.of(), body, MALLORY)).status();
    boolean passed = status < 300 && status != 204;
    if (passed) {
      done.merge(what, 1, Integer::sum);
    }
    return passed;
  }

  private JsonNode read(String path) {
    ArmReply reply = azure.handle(new ArmRequest("GET", path, Map.of(), null, MALLORY));
    JsonNode body = reply.body();
    return body == null || reply.status() != 200 ? object() : body;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
