package dev.moat.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.ApiVersions;
import dev.moat.model.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * A setup that somebody changes something of, and what she sees of it in Resource Manager.
 *
 * @param recorded its state
 */
record BenchSetup(SampleRequest request, Setup recorded, Person person) {

  /** Makes several changes of which no event is told before the last one is made. */
  void changeAtOnce(Runnable changes) {
    person.arm().disturbEvents("{\"hold\": true}");
    try {
      changes.run();
    } finally {
      person.arm().disturbEvents("{\"hold\": false}");
    }
  }

  /** Whether Azure took on a change of Moat's since its calls were forgotten. */
  boolean moatHasWritten() {
    return new Calls(person.arm().calls()).acceptedWrites().count() > 0;
  }

  Optional<JsonNode> registry() {
    return person.find(request.registry(), ApiVersions.REGISTRY);
  }

  boolean isClosed() {
    return registry()
        .filter(registry -> registry.path("publicNetworkAccess").asText().equals("Disabled"))
        .isPresent();
  }

  /** Whether the zone's records lead to all addresses of an approved endpoint. */
  boolean leadsToTheEndpoint() {
    return person
        .find(request.endpoint(), ApiVersions.NETWORK)
        .filter(endpoint -> endpoint.findValuesAsText("status").equals(List.of("Approved")))
        .map(endpoint -> new ResourceId(endpoint.at("/networkInterfaces/0/id").asText()))
        .flatMap(nic -> person.find(nic, ApiVersions.NETWORK))
        .map(nic -> nic.findValuesAsText("privateIPAddress"))
        .filter(addresses -> recordedAddresses().containsAll(addresses))
        .isPresent();
  }

  private List<String> recordedAddresses() {
    return person
        .read(request.zone().child("A"), ApiVersions.PRIVATE_DNS)
        .map(records -> records.findValuesAsText("ipv4Address"))
        .orElse(List.of());
  }
}
