package dev.moat.endtoend;

import dev.moat.arm.ApiVersions;
import dev.moat.cli.LocalArm;
import dev.moat.cli.LocalArm.Answer;
import dev.moat.model.ResourceId;
import java.time.Duration;
import java.util.Optional;

/** The owner of the subscription, who makes, changes and deletes things beside Moat. */
record Owner(LocalArm arm) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  void resourceGroup(String id) {
    arm.createResourceGroup(id, "westcentralus");
  }

  void registry(ResourceId id, String tier) {
    put(
        id,
        ApiVersions.REGISTRY,
        """
        {"location": "westcentralus", "sku": {"name": "%s"}}
        """
            .formatted(tier));
  }

  /**
   * A network.
   *
   * @param subnets a JSON list
   */
  void network(ResourceId id, String subnets) {
    put(
        id,
        ApiVersions.NETWORK,
        """
        {"location": "westcentralus",
         "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": %s}}
        """
            .formatted(subnets));
  }

  void zone(ResourceId id) {
    put(id, ApiVersions.PRIVATE_DNS, "{\"location\": \"global\"}");
  }

  void link(ResourceId id, ResourceId network) {
    put(
        id,
        ApiVersions.PRIVATE_DNS,
        """
        {"location": "global",
         "properties": {"registrationEnabled": false, "virtualNetwork": {"id": "%s"}}}
        """
            .formatted(network));
  }

  void record(ResourceId id, String address) {
    put(
        id,
        ApiVersions.PRIVATE_DNS,
        """
        {"properties": {"ttl": 3600, "aRecords": [{"ipv4Address": "%s"}]}}
        """
            .formatted(address));
  }

  /** Writes a resource and waits until Azure is done with it. */
  void put(ResourceId id, String apiVersion, String body) {
    Answer answer = arm.call("PUT", id + "?api-version=" + apiVersion, body);
    if (answer.status() / 100 != 2) {
      throw new IllegalStateException("PUT " + id + " was answered with " + answer);
    }
    Await.until(
        id + " to be made",
        PATIENCE,
        () -> isSettled(id, apiVersion) ? Optional.of(true) : Optional.empty(),
        () -> arm.get(id.value(), apiVersion).toPrettyString());
  }

  void delete(ResourceId id, String apiVersion) {
    Answer answer = arm.call("DELETE", id + "?api-version=" + apiVersion, "");
    if (answer.status() != 200) {
      throw new IllegalStateException("DELETE " + id + " was answered with " + answer);
    }
  }

  /** Records and role assignments have no state of their own: they are there at once. */
  private boolean isSettled(ResourceId id, String apiVersion) {
    return arm.get(id.value(), apiVersion)
        .at("/properties/provisioningState")
        .asText("Succeeded")
        .equals("Succeeded");
  }
}
