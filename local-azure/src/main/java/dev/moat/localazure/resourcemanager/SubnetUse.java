package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What lives in a subnet: private endpoints and the addresses of their network interfaces. */
final class SubnetUse {
  private final Cloud cloud;

  SubnetUse(Cloud cloud) {
    this.cloud = cloud;
  }

  Stream<Resource> endpointsIn(Resource subnet) {
    return cloud
        .resources()
        .ofType(PrivateEndpoints.TYPE)
        .filter(endpoint -> isSubnet(endpoint.property("/subnet/id"), subnet));
  }

  /** The ids of the IP configurations in the subnet. */
  Stream<String> ipConfigurationsIn(Resource subnet) {
    return configurations(subnet).map(configuration -> Json.text(configuration, "/id"));
  }

  Set<String> addressesIn(Resource subnet) {
    return configurations(subnet)
        .map(configuration -> Json.text(configuration, "/properties/privateIPAddress"))
        .collect(Collectors.toSet());
  }

  private Stream<JsonNode> configurations(Resource subnet) {
    return cloud
        .resources()
        .ofType(NetworkInterfaces.TYPE)
        .flatMap(nic -> Json.items(nic.properties().path("ipConfigurations")))
        .filter(
            configuration -> isSubnet(Json.text(configuration, "/properties/subnet/id"), subnet));
  }

  private static boolean isSubnet(String id, Resource subnet) {
    return ResourceId.key(id).equals(subnet.key());
  }
}
