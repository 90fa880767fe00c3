package dev.moat.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.ApiVersions;
import dev.moat.model.ResourceId;
import java.util.List;

/** A person takes the private endpoint away, puts another in its place, or ends its approval. */
final class BenchEndpoint {

  private BenchEndpoint() {}

  static List<BenchScenario> scenarios() {
    return List.of(
        BenchScenario.repaired(
            "endpoint deleted", BenchEndpoint::delete, BenchSetup::leadsToTheEndpoint),
        BenchScenario.repaired(
            "endpoint recreated by somebody",
            setup -> setup.changeAtOnce(() -> recreate(setup)),
            BenchSetup::leadsToTheEndpoint),
        BenchScenario.repaired(
            "approval revoked", BenchEndpoint::reject, BenchSetup::leadsToTheEndpoint));
  }

  private static void delete(BenchSetup setup) {
    setup.person().delete(setup.request().endpoint(), ApiVersions.NETWORK);
  }

  private static void recreate(BenchSetup setup) {
    delete(setup);
    setup
        .person()
        .put(
            setup.request().endpoint(),
            ApiVersions.NETWORK,
            """
            {"location": "westcentralus", "properties": {
              "subnet": {"id": "%s"},
              "privateLinkServiceConnections": [{"name": "by-hand", "properties": {
                "privateLinkServiceId": "%s", "groupIds": ["registry"]}}]}}
            """
                .formatted(setup.request().subnet(), setup.request().registry()));
  }

  private static void reject(BenchSetup setup) {
    JsonNode connection = setup.registry().orElseThrow().at("/privateEndpointConnections/0/id");
    setup
        .person()
        .put(
            new ResourceId(connection.asText()),
            ApiVersions.REGISTRY,
            """
            {"properties": {"privateLinkServiceConnectionState": {"status": "Rejected"}}}
            """);
  }
}
