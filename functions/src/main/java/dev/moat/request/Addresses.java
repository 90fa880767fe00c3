package dev.moat.request;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks the address spaces of virtual networks and subnets as far as the request alone can tell.
 *
 * @see <a href="https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq">Which
 *     addresses a virtual network may have</a>
 */
final class Addresses {

  /** Azure takes /29; Moat asks for /28, as a web app's integration subnet needs it. */
  static final int LONGEST_PREFIX = 28;

  private static final List<IPAddress> NOT_ALLOWED =
      List.of(
          block("224.0.0.0/4"),
          block("255.255.255.255/32"),
          block("127.0.0.0/8"),
          block("169.254.0.0/16"),
          block("168.63.129.16/32"));

  /** The library reads many more notations: ranges, wildcards, hexadecimal, masks, IPv6. */
  private static final Pattern CIDR = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}");

  private final Problems problems;

  Addresses(Problems problems) {
    this.problems = problems;
  }

  /** A network in CIDR notation, and where the request says so. */
  private record Block(Field field, IPAddress addresses) {
    boolean overlaps(Block other) {
      return Addresses.overlap(addresses, other.addresses);
    }
  }

  void check(Field request) {
    request.get("virtualNetworks").items().forEach(this::checkNetwork);
  }

  private void checkNetwork(Field network) {
    List<Field> prefixes = network.get("createIfMissing").get("addressPrefixes").items();
    List<Block> space = read(prefixes);
    refuseOverlaps(space, Reason.ADDRESS_PREFIXES_OVERLAP);
    List<Block> subnets =
        read(network.get("subnets").items().stream().map(s -> s.get("addressPrefix")).toList());
    subnets.forEach(this::refuseTooSmall);
    if (!space.isEmpty() && space.size() == prefixes.size()) {
      subnets.forEach(subnet -> refuseOutside(space, subnet));
    }
    refuseOverlaps(subnets, Reason.SUBNETS_OVERLAP);
  }

  private List<Block> read(List<Field> fields) {
    List<Block> blocks = new ArrayList<>();
    for (Field field : fields) {
      field
          .text()
          .flatMap(text -> read(field, text))
          .ifPresent(addresses -> blocks.add(new Block(field, addresses)));
    }
    return blocks;
  }

  private Optional<IPAddress> read(Field field, String text) {
    IPAddress address =
        CIDR.matcher(text).matches() ? new IPAddressString(text).getAddress() : null;
    if (address == null) {
      return refuse(field, "is '%s', which is no IPv4 network in CIDR notation", text);
    }
    IPAddress block = address.toPrefixBlock();
    if (!block.toCanonicalString().equals(text)) {
      return refuse(field, "is '%s'; write that network as " + block.toCanonicalString(), text);
    }
    if (NOT_ALLOWED.stream().anyMatch(reserved -> overlap(reserved, block))) {
      return refuse(field, "is '%s', which Azure allows in no virtual network", text);
    }
    return Optional.of(block);
  }

  private Optional<IPAddress> refuse(Field field, String sentence, String text) {
    problems.add(
        Reason.INVALID_CIDR,
        field.pointer(),
        sentence.formatted(Quoted.of(text)) + ". Expected is a network such as 10.0.1.0/24.");
    return Optional.empty();
  }

  private void refuseTooSmall(Block subnet) {
    if (subnet.addresses().getNetworkPrefixLength() > LONGEST_PREFIX) {
      problems.add(
          Reason.SUBNET_TOO_SMALL,
          subnet.field().pointer(),
          "is '%s', which has too few addresses. Choose a /%d or larger: Azure keeps 5 for itself."
              .formatted(subnet.addresses(), LONGEST_PREFIX));
    }
  }

  private void refuseOutside(List<Block> space, Block subnet) {
    if (space.stream().noneMatch(part -> part.addresses().contains(subnet.addresses()))) {
      problems.add(
          Reason.SUBNET_OUTSIDE_NETWORK,
          subnet.field().pointer(),
          "is '%s', which lies in none of the network's addressPrefixes. Choose a part of one."
              .formatted(subnet.addresses()));
    }
  }

  private void refuseOverlaps(List<Block> blocks, Reason reason) {
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      blocks.subList(0, i).stream()
          .filter(block::overlaps)
          .findFirst()
          .ifPresent(
              earlier ->
                  problems.add(
                      reason,
                      block.field().pointer(),
                      "is '%s' and overlaps '%s' at %s. Give each its own addresses."
                          .formatted(
                              block.addresses(), earlier.addresses(), earlier.field().pointer())));
    }
  }

  private static boolean overlap(IPAddress one, IPAddress other) {
    return one.contains(other) || other.contains(one);
  }

  private static IPAddress block(String cidr) {
    return new IPAddressString(cidr).getAddress().toPrefixBlock();
  }
}
