package dev.moat.step;

import dev.moat.arm.ApiVersions;
import dev.moat.model.ResourceId;
import dev.moat.model.StepError;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a network is linked to another zone of the same name already: Azure lets a network see a
 * name in one zone only. Such a zone is looked for where the zone is to be and where the networks
 * are; in other subscriptions Moat need not be able to look.
 *
 * @see <a href="https://learn.microsoft.com/azure/dns/private-dns-virtual-network-links">Links of a
 *     private DNS zone</a>
 */
final class OtherZonesCheck {

  private final Findings findings;
  private final ResourceId zone;

  OtherZonesCheck(Findings findings, ResourceId zone) {
    this.findings = findings;
    this.zone = zone;
  }

  void run(List<ResourceId> existingNetworks) {
    if (existingNetworks.isEmpty()) {
      return;
    }
    Stream.concat(Stream.of(zone), existingNetworks.stream())
        .map(ResourceId::subscription)
        .distinct()
        .flatMap(this::otherZones)
        .forEach(other -> checkLinks(other, existingNetworks));
  }

  private Stream<ResourceId> otherZones(String subscription) {
    String zones =
        "/subscriptions/" + subscription + "/providers/Microsoft.Network/privateDnsZones";
    return findings.listIfAllowed(zones, ApiVersions.PRIVATE_DNS).stream()
        .map(each -> new ResourceId(each.path("id").asText()))
        .filter(each -> each.name().equalsIgnoreCase(zone.name()) && !each.equals(zone));
  }

  private void checkLinks(ResourceId other, List<ResourceId> networks) {
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
