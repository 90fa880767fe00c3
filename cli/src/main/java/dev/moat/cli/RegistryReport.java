package dev.moat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.ApiVersions;
import dev.moat.cli.outcome.Failure;
import dev.moat.model.Difference;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A registry and what leads to it, read from Resource Manager.
 *
 * @param connections such as {@code secureacr-pe: Approved}
 * @param zoneGroups of the endpoint, by name
 * @param records such as {@code secureacr2021 A 10.0.1.5}
 */
record RegistryReport(
    String sku,
    String publicNetworkAccess,
    List<String> connections,
    List<String> zoneGroups,
    List<String> records) {

  static RegistryReport read(LocalArm arm, SetupRequest request) {
    JsonNode registry = arm.get(request.registry().id().value(), ApiVersions.REGISTRY);
    JsonNode records =
        arm.get(request.privateDnsZone().id() + "/A", ApiVersions.PRIVATE_DNS).path("value");
    return new RegistryReport(
        registry.at("/sku/name").asText(),
        registry.at("/properties/publicNetworkAccess").asText(),
        each(registry.at("/properties/privateEndpointConnections"), RegistryReport::connection),
        each(zoneGroups(arm, request), group -> group.path("name").asText()),
        each(records, RegistryReport::record));
  }

  /** What is another way now than it was before, in words. */
  List<Difference> since(RegistryReport before) {
    return Stream.of(
            new Difference("service tier", before.sku, sku),
            new Difference("public access", before.publicNetworkAccess, publicNetworkAccess),
            new Difference("connection", inWords(before.connections), inWords(connections)),
            new Difference("zone group", inWords(before.zoneGroups), inWords(zoneGroups)),
            new Difference("records", inWords(before.records), inWords(records)))
        .filter(difference -> !difference.expected().equals(difference.found()))
        .toList();
  }

  private static String inWords(List<String> each) {
    return each.isEmpty() ? "none" : String.join(", ", each);
  }

  private static JsonNode zoneGroups(LocalArm arm, SetupRequest request) {
    ResourceId endpoint = request.privateEndpoint().id();
    return arm.get(endpoint + "/privateDnsZoneGroups", ApiVersions.NETWORK).path("value");
  }

  /** Throws {@link Failure} unless nobody gets in but by an approved private endpoint. */
  void requirePrivate() {
    boolean approved =
        !connections.isEmpty() && connections.stream().allMatch(c -> c.endsWith(": Approved"));
    if (!publicNetworkAccess.equals("Disabled") || !approved) {
      throw new Failure(
          "The setup succeeded, and yet the registry is not private: " + this,
          "This is a defect of Moat. Look at functions.log.");
    }
  }

  private static List<String> each(JsonNode array, Function<JsonNode, String> inWords) {
    return StreamSupport.stream(array.spliterator(), false).map(inWords).toList();
  }

  private static String connection(JsonNode connection) {
    ResourceId endpoint = new ResourceId(connection.at("/properties/privateEndpoint/id").asText());
    return endpoint.name()
        + ": "
        + connection.at("/properties/privateLinkServiceConnectionState/status").asText();
  }

  private static String record(JsonNode record) {
    List<String> addresses =
        each(record.at("/properties/aRecords"), address -> address.path("ipv4Address").asText());
    return record.path("name").asText() + " A " + String.join(", ", addresses);
  }
}
