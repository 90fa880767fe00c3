package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.localazure.resourcemanager.ArmReply;
import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.localazure.resourcemanager.Caller;
import dev.moat.localazure.resourcemanager.ResourceManager;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepKind;
import dev.moat.plan.Plans;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Watches every write at the moment it reaches Azure. It asks Azure itself, with eyes of its own,
 * whether a registry may be locked now.
 */
final class WriteWatch {

  private static final String VERSION = "?api-version=2023-07-01";

  private final ResourceManager azure;
  private final Map<String, Integer> taken = new TreeMap<>();
  private Predicate<ArmRequest> restores = write -> false;
  private Consumer<ArmRequest> alsoAsked = write -> {};
  private int looks;
  private int reads;
  private int writes;

  WriteWatch(ResourceManager azure) {
    this.azure = azure;
  }

  /** Shows each write to somebody else too, before Azure sees it. */
  void alsoAsk(Consumer<ArmRequest> other) {
    alsoAsked = alsoAsked.andThen(other);
  }

  /** Tells which writes bring back a registry that was closed before Moat came. */
  void restoredBy(Predicate<ArmRequest> which) {
    restores = which;
  }

  void before(ArmRequest request) {
    if (request.method().equals("GET")) {
      reads++;
      return;
    }
    writes++;
    alsoAsked.accept(request);
    if (request.method().equals("PATCH") && locks(request) && !restores.test(request)) {
      assertThatThePrivatePathWorks(pathOf(request));
    }
  }

  void after(ArmRequest request, ArmReply reply) {
    boolean changesAzure = reply.status() >= 200 && reply.status() < 300;
    if (!request.method().equals("GET") && changesAzure) {
      taken.merge(
          request.method() + " " + pathOf(request).toLowerCase(Locale.ROOT), 1, Integer::sum);
    }
  }

  int reads() {
    return reads;
  }

  /** Writes sent, whatever came of them. */
  int writes() {
    return writes;
  }

  /** The writes that Azure took, by verb and resource. */
  Map<String, Integer> taken() {
    return taken;
  }

  /** Looks whether the registry of a request is locked, reachable, and its roles given. */
  void assertThatIsPrivate(SetupRequest request) {
    ResourceId registry = request.registry().id();
    assertThat(read(registry.value()).at("/properties/publicNetworkAccess").asText())
        .as("public access of %s", registry)
        .isEqualTo("Disabled");
    assertThatThePrivatePathWorks(registry.value());
    Plans.of(request).steps().stream()
        .filter(step -> step.name().kind() == StepKind.IDENTITY_GRANT)
        .forEach(step -> assertThat(read(step.desired().resource().value())).isNotEmpty());
  }

  static boolean locks(ArmRequest request) {
    JsonNode body = request.body();
    return body != null && body.at("/properties/publicNetworkAccess").asText().equals("Disabled");
  }

  private void assertThatThePrivatePathWorks(String registry) {
    JsonNode properties = read(registry).path("properties");
    Set<String> endpoints = approvedEndpoints(properties.path("privateEndpointConnections"));
    assertThat(endpoints).as("approved endpoints of %s when it is locked", registry).isNotEmpty();
    assertThat(endpoints.stream().anyMatch(this::isReachableByName))
        .as("an endpoint of %s with all its records in a linked zone", registry)
        .isTrue();
  }

  private static Set<String> approvedEndpoints(JsonNode connections) {
    return elements(connections)
        .filter(
            c ->
                c.at("/properties/privateLinkServiceConnectionState/status")
                    .asText()
                    .equals("Approved"))
        .map(c -> c.at("/properties/privateEndpoint/id").asText())
        .collect(Collectors.toSet());
  }

  private boolean isReachableByName(String endpoint) {
    JsonNode properties = read(endpoint).path("properties");
    String subnet = properties.at("/subnet/id").asText();
    String network = subnet.substring(0, subnet.lastIndexOf("/subnets/"));
    JsonNode nic = read(properties.at("/networkInterfaces/0/id").asText());
    Map<String, String> wanted = addressesByRecord(nic);
    return !wanted.isEmpty()
        && elements(zones(endpoint).path("value"))
            .anyMatch(zone -> isLinked(zone, network) && hasRecords(zone, wanted));
  }

  private JsonNode zones(String endpoint) {
    String group = endpoint.substring(0, endpoint.toLowerCase(Locale.ROOT).indexOf("/providers/"));
    return read(group + "/providers/Microsoft.Network/privateDnsZones");
  }

  private boolean isLinked(JsonNode zone, String network) {
    return elements(read(zone.path("id").asText() + "/virtualNetworkLinks").path("value"))
        .filter(l -> l.at("/properties/virtualNetwork/id").asText().equalsIgnoreCase(network))
        .anyMatch(l -> l.at("/properties/virtualNetworkLinkState").asText().equals("Completed"));
  }

  private boolean hasRecords(JsonNode zone, Map<String, String> wanted) {
    Map<String, String> found = new TreeMap<>();
    elements(read(zone.path("id").asText() + "/A").path("value"))
        .forEach(
            r ->
                found.put(
                    r.path("name").asText(), r.at("/properties/aRecords/0/ipv4Address").asText()));
    return found.entrySet().containsAll(wanted.entrySet());
  }

  private static Map<String, String> addressesByRecord(JsonNode nic) {
    Map<String, String> addresses = new TreeMap<>();
    elements(nic.at("/properties/ipConfigurations"))
        .map(configuration -> configuration.path("properties"))
        .forEach(
            p ->
                elements(p.at("/privateLinkConnectionProperties/fqdns"))
                    .forEach(
                        fqdn ->
                            addresses.put(
                                fqdn.asText().replace(".azurecr.io", ""),
                                p.path("privateIPAddress").asText())));
    return addresses;
  }

  /** Whether there is no such registry, or it is open to the public. */
  boolean isOpen(ResourceId registry) {
    return !exists(registry) || !settings(registry).isClosed();
  }

  /** Whether a registry is closed, and can be reached by the private path. */
  boolean isPrivate(ResourceId registry) {
    if (isOpen(registry)) {
      return false;
    }
    try {
      assertThatThePrivatePathWorks(registry.value());
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  boolean exists(ResourceId resource) {
    return get(resource.value()).status() == 200;
  }

  NetworkSettings settings(ResourceId registry) {
    return NetworkSettings.of(read(registry.value()));
  }

  /** Azure throttles each caller by itself; the inspector is to see everything. */
  private ArmReply get(String path) {
    Caller inspector = new Caller("inspector-" + ++looks, "inspector");
    return azure.handle(new ArmRequest("GET", path + VERSION, Map.of(), null, inspector));
  }

  private JsonNode read(String path) {
    ArmReply reply = get(path);
    JsonNode body = reply.body();
    assertThat(reply.status()).as("GET %s: %s", path, body).isEqualTo(200);
    return body == null ? com.fasterxml.jackson.databind.node.NullNode.getInstance() : body;
  }

  private static java.util.stream.Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static String pathOf(ArmRequest request) {
    return request.pathAndQuery().split("\\?", 2)[0];
  }

  /** The most often taken write, for the report of a failure. */
  String most() {
    Set<Map.Entry<String, Integer>> entries = new HashSet<>(taken.entrySet());
    return entries.stream()
        .max(Comparator.comparing(Map.Entry::getValue))
        .map(entry -> entry.getValue() + " x " + entry.getKey())
        .orElse("none");
  }
}
