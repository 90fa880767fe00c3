package dev.moat.request;

import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupRequest.PrivateDnsZone;
import dev.moat.model.SetupRequest.RoleAssignment;
import dev.moat.model.SetupRequest.VirtualNetworkLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The resources that would be read, written or joined, and the roles that would be granted. */
final class Touched {

  private Touched() {}

  /** By the JSON pointer of the field that names the resource, in the order of the request. */
  static Map<String, ResourceId> by(SetupRequest request) {
    Map<String, ResourceId> ids = new LinkedHashMap<>();
    ids.put("/registry/id", request.registry().id());
    for (int i = 0; i < request.virtualNetworks().size(); i++) {
      String network = "/virtualNetworks/" + i;
      ids.put(network + "/id", request.virtualNetworks().get(i).id());
      List<SetupRequest.Subnet> subnets = request.virtualNetworks().get(i).subnets();
      for (int j = 0; j < subnets.size(); j++) {
        ids.put(network + "/subnets/" + j + "/name", subnets.get(j).id());
      }
    }
    ids.put("/privateDnsZone/id", request.privateDnsZone().id());
    List<VirtualNetworkLink> links = request.privateDnsZone().links();
    for (int i = 0; i < links.size(); i++) {
      String link = "/privateDnsZone/virtualNetworkLinks/" + i;
      ids.put(link + "/name", links.get(i).id());
      ids.put(link + "/virtualNetworkId", links.get(i).virtualNetwork());
    }
    ids.put("/privateEndpoint/id", request.privateEndpoint().id());
    ids.put("/privateEndpoint/subnetId", request.privateEndpoint().subnet());
    return ids;
  }

  static List<ResourceId> by(Desired desired) {
    List<ResourceId> ids = new ArrayList<>();
    ids.add(desired.resource());
    ids.addAll(besideResource(desired));
    return ids;
  }

  static List<RoleAssignment> grantedBy(Desired desired) {
    if (desired instanceof Desired.IdentityGrant grant) {
      return List.of(grant.roleAssignment());
    }
    return desired instanceof Desired.Preflight preflight ? preflight.roleAssignments() : List.of();
  }

  private static List<ResourceId> besideResource(Desired desired) {
    if (desired instanceof Desired.Preflight preflight) {
      return besideRegistry(preflight);
    }
    if (desired instanceof Desired.Link link) {
      return List.of(link.virtualNetwork());
    }
    if (desired instanceof Desired.Endpoint endpoint) {
      return List.of(endpoint.endpoint().subnet(), endpoint.registry());
    }
    if (desired instanceof Desired.ZoneGroup group) {
      return List.of(group.zone());
    }
    if (desired instanceof Desired.IdentityGrant grant) {
      return List.of(grant.registry());
    }
    if (desired instanceof Desired.Lockdown lockdown) {
      List<ResourceId> ids = new ArrayList<>(List.of(lockdown.endpoint(), lockdown.zone()));
      lockdown.links().forEach(link -> addLink(ids, link));
      return ids;
    }
    return List.of();
  }

  private static List<ResourceId> besideRegistry(Desired.Preflight preflight) {
    List<ResourceId> ids = new ArrayList<>();
    for (SetupRequest.VirtualNetwork network : preflight.virtualNetworks()) {
      ids.add(network.id());
      network.subnets().forEach(subnet -> ids.add(subnet.id()));
    }
    PrivateDnsZone zone = preflight.zone();
    ids.add(zone.id());
    zone.links().forEach(link -> addLink(ids, link));
    ids.add(preflight.endpoint().id());
    ids.add(preflight.endpoint().subnet());
    return ids;
  }

  private static void addLink(List<ResourceId> ids, VirtualNetworkLink link) {
    ids.add(link.id());
    ids.add(link.virtualNetwork());
  }
}
