package dev.moat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.ApiVersions;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * A registry and the records that lead to it, read from Resource Manager.
 *
 * @param connections such as {@code secureacr-pe: Approved}
 * @param records such as {@code secureacr2021 A 10.0.1.5}
 */
record RegistryReport(
    String sku, String publicNetworkAccess, List<String> connections, List<String> records) {

  static RegistryReport read(LocalArm arm, SetupRequest request) {
    JsonNode registry = arm.get(request.registry().id().value(), ApiVersions.REGISTRY);
    JsonNode records =
        arm.get(request.privateDnsZone().id() + "/A", ApiVersions.PRIVATE_DNS).path("value");
    return new RegistryReport(
        registry.at("/sku/name").asText(),
        registry.at("/properties/publicNetworkAccess").asText(),
        each(registry.at("/properties/privateEndpointConnections"), RegistryReport::connection),
        each(records, RegistryReport::record));
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
