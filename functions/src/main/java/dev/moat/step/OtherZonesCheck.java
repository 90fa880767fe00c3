package dev.moat.step;

import dev.moat.arm.ApiVersions;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest.PrivateDnsZone;
import dev.moat.model.SetupRequest.VirtualNetworkLink;
import dev.moat.model.StepError;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a network that is to be linked is linked to another zone of the same name already: Azure
 * lets a network see a name in one zone only. Such a zone is looked for where the zone is to be and
 * where the networks are; in other subscriptions Moat need not be able to look.
 *
 * @see <a href="https://learn.microsoft.com/azure/dns/private-dns-virtual-network-links">Links of a
 *     private DNS zone</a>
 */
final class OtherZonesCheck {

  private final Findings findings;
  private final ResourceId zone;
  private final List<ResourceId> networks;

  OtherZonesCheck(Findings findings, PrivateDnsZone wanted) {
    this.findings = findings;
    this.zone = wanted.id();
    // A network that is yet to be created has no links.
    this.networks =
        wanted.links().stream()
            .map(VirtualNetworkLink::virtualNetwork)
            .filter(network -> !findings.isAbsent(network))
            .toList();
  }

  void run() {
    if (networks.isEmpty()) {
      return;
    }
    Stream.concat(Stream.of(zone), networks.stream())
        .map(ResourceId::subscription)
        .distinct()
        .flatMap(this::otherZones)
        .forEach(this::checkLinks);
  }

  private Stream<ResourceId> otherZones(String subscription) {
    String zones =
        "/subscriptions/" + subscription + "/providers/Microsoft.Network/privateDnsZones";
    return findings.listIfAllowed(zones, ApiVersions.PRIVATE_DNS).stream()
        .map(each -> new ResourceId(each.path("id").asText()))
        .filter(each -> each.name().equalsIgnoreCase(zone.name()) && !each.equals(zone));
  }

  private void checkLinks(ResourceId other) {
    var links = findings.listIfAllowed(other + "/" + LinkStep.LINKS, ApiVersions.PRIVATE_DNS);
    for (ResourceId network : networks) {
      if (links.stream().anyMatch(link -> LinkStep.isTo(link, network))) {
        findings.problem(linked(network, other));
      }
    }
  }

  private StepError linked(ResourceId network, ResourceId other) {
    return new StepError(
        "LinkedToAnotherZone",
        "The network %s is linked to the zone %s, so that it cannot be linked to %s of the same name."
            .formatted(network, other, zone),
        "Ask for the zone %s, or remove the link to it.".formatted(other));
  }
}
