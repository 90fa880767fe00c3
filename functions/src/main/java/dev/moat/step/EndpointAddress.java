package dev.moat.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.ArmResource;
import java.util.List;

/**
 * One address of a private endpoint's interface, and the names that are to lead to it.
 *
 * @param member the part of the registry behind it: {@code registry}, or {@code
 *     registry_data_<region>}; the order of an interface's addresses says nothing
 * @param fqdns as the world knows them, such as {@code name.westeurope.data.azurecr.io}
 */
record EndpointAddress(String member, String address, List<String> fqdns) {

  /** All addresses of a network interface. */
  static List<EndpointAddress> of(ArmResource networkInterface) {
    return Json.items(networkInterface.at("/properties/ipConfigurations"))
        .map(each -> each.path("properties"))
        .map(EndpointAddress::of)
        .toList();
  }

  /** Whether this name is to lead here. */
  boolean isOf(String fqdn) {
    return fqdns.stream().anyMatch(fqdn::equalsIgnoreCase);
  }

  private static EndpointAddress of(JsonNode properties) {
    JsonNode link = properties.path("privateLinkConnectionProperties");
    return new EndpointAddress(
        link.path("requiredMemberName").asText(),
        properties.path("privateIPAddress").asText(),
        Json.texts(link.path("fqdns")));
  }
}
