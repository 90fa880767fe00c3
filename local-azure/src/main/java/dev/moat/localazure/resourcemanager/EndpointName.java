package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A name that a private endpoint answers for.
 *
 * @param fqdn the public name of the target
 * @param address the private address it shall resolve to
 */
record EndpointName(String fqdn, String address) {
  private static final String PRIVATE_LINK = "privatelink.";

  static List<EndpointName> of(Resource nic) {
    return EndpointInterfaces.configurations(nic).stream()
        .flatMap(
            configuration ->
                Json.items(configuration.at("/properties/privateLinkConnectionProperties/fqdns"))
                    .map(JsonNode::asText)
                    .map(fqdn -> new EndpointName(fqdn, addressOf(configuration))))
        .toList();
  }

  private static String addressOf(JsonNode configuration) {
    return Json.text(configuration, "/properties/privateIPAddress");
  }

  /** The name of the record in a zone, when the zone is for this name at all. */
  Optional<String> labelIn(String zone) {
    if (!zone.startsWith(PRIVATE_LINK)) {
      return Optional.empty();
    }
    String suffix = "." + zone.substring(PRIVATE_LINK.length());
    return fqdn.endsWith(suffix)
        ? Optional.of(fqdn.substring(0, fqdn.length() - suffix.length()))
        : Optional.empty();
  }

  ObjectNode json() {
    ObjectNode config = Json.object().put("fqdn", fqdn);
    config.putArray("ipAddresses").add(address);
    return config;
  }
}
