package dev.moat.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.ArmResource;
import dev.moat.model.SetupRequest.CreateVirtualNetwork;
import dev.moat.model.SetupRequest.Subnet;
import dev.moat.model.SetupRequest.VirtualNetwork;
import dev.moat.model.StepError;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.List;

/** Whether a network is there, and the wanted subnets fit in it. */
final class NetworkCheck {

  private final Findings findings;
  private final VirtualNetwork wanted;

  NetworkCheck(Findings findings, VirtualNetwork wanted) {
    this.findings = findings;
    this.wanted = wanted;
  }

  void run() {
    findings.read(wanted.id(), ApiVersions.NETWORK).ifPresent(this::checkSubnets);
    if (findings.isAbsent(wanted.id())) {
      wanted
          .createIfMissing()
          .map(CreateVirtualNetwork::addressPrefixes)
          .ifPresentOrElse(
              space -> wanted.subnets().forEach(each -> checkInside(each, space)),
              () -> findings.problem(VirtualNetworkStep.notFound(wanted.id())));
    }
  }

  private void checkSubnets(ArmResource network) {
    List<String> space = Json.texts(network.at("/properties/addressSpace/addressPrefixes"));
    for (Subnet subnet : wanted.subnets()) {
      checkInside(subnet, space);
      Json.items(network.at("/properties/subnets")).forEach(each -> checkAgainst(subnet, each));
    }
  }

  private void checkInside(Subnet subnet, List<String> space) {
    IPAddress range = range(subnet.addressPrefix());
    if (space.stream().map(NetworkCheck::range).noneMatch(each -> each.contains(range))) {
      findings.problem(
          new StepError(
              "SubnetOutsideNetwork",
              "The range %s of the subnet %s is not inside its network's, which is %s."
                  .formatted(subnet.addressPrefix(), subnet.id(), String.join(", ", space)),
              "Ask for a range inside the network's."));
    }
  }

  private void checkAgainst(Subnet subnet, JsonNode existing) {
    if (existing.path("name").asText().equalsIgnoreCase(subnet.id().name())) {
      SubnetStep.prefixDiffers(subnet, existing).ifPresent(findings::problem);
      return;
    }
    for (String prefix : SubnetStep.prefixes(existing)) {
      if (range(prefix).intersect(range(subnet.addressPrefix())) != null) {
        findings.problem(overlaps(subnet, existing, prefix));
      }
    }
  }

  private static StepError overlaps(Subnet subnet, JsonNode existing, String prefix) {
    return new StepError(
        "SubnetOverlaps",
        "The range %s of the subnet %s overlaps that of the subnet %s, which is %s."
            .formatted(subnet.addressPrefix(), subnet.id(), existing.path("name").asText(), prefix),
        "Ask for a range that no other subnet uses.");
  }

  private static IPAddress range(String prefix) {
    IPAddress address = new IPAddressString(prefix).getAddress();
    if (address == null) {
      throw new IllegalArgumentException("'" + prefix + "' is not an address range");
    }
    return address.toPrefixBlock();
  }
}
