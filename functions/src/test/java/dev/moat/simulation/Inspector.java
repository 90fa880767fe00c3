package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.moat.localazure.resourcemanager.ArmReply;
import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.localazure.resourcemanager.Caller;
import dev.moat.localazure.resourcemanager.ResourceManager;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepKind;
import dev.moat.plan.Plans;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Asks Azure itself how things are, and never Moat. */
final class Inspector {

  private static final String VERSION = "?api-version=2023-07-01";

  private final ResourceManager azure;
  private int looks;

  Inspector(ResourceManager azure) {
    this.azure = azure;
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

  void assertThatThePrivatePathWorks(String registry) {
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
    return body == null ? NullNode.getInstance() : body;
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
