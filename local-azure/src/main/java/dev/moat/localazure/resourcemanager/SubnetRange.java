package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import inet.ipaddr.IPAddress;
import java.util.List;

/**
 * A subnet as sent, with its range.
 *
 * @param name its name
 * @param range its CIDR block
 * @param sent what the caller wrote
 */
record SubnetRange(String name, IPAddress range, ObjectNode sent) {

  static SubnetRange of(String name, ObjectNode sent, ResourceId network) {
    return new SubnetRange(name, AddressSpace.range(prefix(sent), network), sent);
  }

  /** Callers write {@code addressPrefix}, or a list of one {@code addressPrefixes}. */
  static String prefix(JsonNode subnet) {
    String single = Json.text(subnet, "/properties/addressPrefix");
    return single.isEmpty() ? Json.text(subnet, "/properties/addressPrefixes/0") : single;
  }

  void check(AddressSpace space, List<SubnetRange> others, ResourceId network) {
    if (!space.contains(range)) {
      throw ArmError.network(
              400,
              "NetcfgSubnetRangeOutsideVnet",
              ("Subnet '%s' is not valid because its IP address range is outside the IP address"
                      + " range of virtual network '%s'.")
                  .formatted(name, network.name()))
          .refusal();
    }
    if (others.stream().anyMatch(this::overlaps)) {
      throw ArmError.network(
              400,
              "NetcfgSubnetRangesOverlap",
              ("Subnet '%s' is not valid because its IP address range overlaps with that of an"
                      + " existing subnet in virtual network '%s'.")
                  .formatted(name, network.name()))
          .refusal();
    }
  }

  private boolean overlaps(SubnetRange other) {
    return !name.equalsIgnoreCase(other.name)
        && (range.contains(other.range) || other.range.contains(range));
  }
}
