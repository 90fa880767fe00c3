package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.List;

/**
 * The address ranges of a virtual network.
 *
 * @param ranges each a CIDR block
 */
record AddressSpace(List<IPAddress> ranges) {

  static AddressSpace of(JsonNode network, ResourceId id) {
    List<IPAddress> ranges = new ArrayList<>();
    for (JsonNode prefix : network.at("/properties/addressSpace/addressPrefixes")) {
      ranges.add(range(prefix.asText(), id));
    }
    return new AddressSpace(ranges);
  }

  /** Reads one block in CIDR notation that starts on its own boundary. */
  static IPAddress range(String prefix, ResourceId network) {
    IPAddress address = new IPAddressString(prefix).getAddress();
    if (address == null || !address.isPrefixed() || !address.isPrefixBlock()) {
      throw ArmError.network(
              400,
              "InvalidAddressPrefixFormat",
              ("Address prefix %s of resource %s is not formatted correctly. It should follow CIDR"
                      + " notation, for example 10.0.0.0/24.")
                  .formatted(prefix, network.text()))
          .refusal();
    }
    return address;
  }

  boolean contains(IPAddress range) {
    return ranges.stream().anyMatch(own -> own.contains(range));
  }
}
