package dev.moat.localazure.resourcemanager;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.Set;

/** Addresses of a subnet nobody has. Azure keeps the first four and the last for itself. */
final class FreeAddresses {
  private static final int KEPT_AT_START = 4;
  private static final int KEPT_AT_END = 1;

  private final SubnetUse use;

  FreeAddresses(Cloud cloud) {
    this.use = new SubnetUse(cloud);
  }

  /**
   * The lowest free address.
   *
   * @param taken addresses given away but not yet in use
   */
  String next(Resource subnet, Set<String> taken) {
    Set<String> used = use.addressesIn(subnet);
    IPAddress range = range(subnet);
    long last = range.getCount().longValue() - KEPT_AT_END;
    for (long i = KEPT_AT_START; i < last; i++) {
      String address = range.getLower().increment(i).withoutPrefixLength().toCanonicalString();
      if (!used.contains(address) && !taken.contains(address)) {
        return address;
      }
    }
    throw ArmError.network(
            400,
            "SubnetIsFull",
            "Subnet %s with address prefix %s does not have enough capacity for 1 IP addresses."
                .formatted(subnet.name(), range.toCanonicalString()))
        .refusal();
  }

  long count(Resource subnet) {
    long usable = range(subnet).getCount().longValue() - KEPT_AT_START - KEPT_AT_END;
    return usable - use.addressesIn(subnet).size();
  }

  private static IPAddress range(Resource subnet) {
    return new IPAddressString(SubnetRange.prefix(subnet.body())).getAddress();
  }
}
