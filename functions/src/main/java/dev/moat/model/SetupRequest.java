package dev.moat.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller asks for, after it was validated: the private access of one registry. The published
 * contract is {@code docs/request-contract.md}.
 *
 * @param requestId the caller's idempotency key: the same id twice is one request
 * @param onDrift what the request says about drift; {@link DriftPolicy#DEFAULT} when it is empty
 * @param replyTo where the outcome is told; nowhere when it is empty
 */
public record SetupRequest(
    String requestId,
    Registry registry,
    List<VirtualNetwork> virtualNetworks,
    PrivateDnsZone privateDnsZone,
    PrivateEndpoint privateEndpoint,
    List<RoleAssignment> roleAssignments,
    Optional<DriftPolicy> onDrift,
    Optional<ReplyTo> replyTo) {

  public SetupRequest {
    virtualNetworks = List.copyOf(virtualNetworks);
    roleAssignments = List.copyOf(roleAssignments);
  }

  /** What is done about drift. */
  public DriftPolicy driftPolicy() {
    return onDrift.orElse(DriftPolicy.DEFAULT);
  }

  /** The setup this request belongs to. */
  public SetupId setupId() {
    return SetupId.of(registry.id());
  }

  /**
   * The registry to make private.
   *
   * @param createIfMissing how to create it; without it the registry must exist
   */
  public record Registry(ResourceId id, Optional<CreateRegistry> createIfMissing) {}

  /** A registry to create. Its service tier is always Premium: no other has private endpoints. */
  public record CreateRegistry(String location, Map<String, String> tags) {
    public CreateRegistry {
      tags = Map.copyOf(tags);
    }
  }

  /**
   * A virtual network and what is wanted in it.
   *
   * @param createIfMissing how to create it; without it the network must exist
   */
  public record VirtualNetwork(
      ResourceId id, Optional<CreateVirtualNetwork> createIfMissing, List<Subnet> subnets) {
    public VirtualNetwork {
      subnets = List.copyOf(subnets);
    }
  }

  /**
   * @param addressPrefixes in CIDR notation
   */
  public record CreateVirtualNetwork(
      String location, List<String> addressPrefixes, Map<String, String> tags) {
    public CreateVirtualNetwork {
      addressPrefixes = List.copyOf(addressPrefixes);
      tags = Map.copyOf(tags);
    }
  }

  /**
   * A subnet to create, or to bring to what is asked; all else that stands on it stays.
   *
   * @param addressPrefix in CIDR notation
   * @param privateEndpointNetworkPolicies {@code Disabled}, {@code Enabled}, {@code
   *     NetworkSecurityGroupEnabled} or {@code RouteTableEnabled}
   * @param delegations service names, such as {@code Microsoft.Web/serverFarms}
   */
  public record Subnet(
      ResourceId id,
      String addressPrefix,
      Optional<String> privateEndpointNetworkPolicies,
      List<String> delegations) {
    public Subnet {
      delegations = List.copyOf(delegations);
    }
  }

  /** The zone {@code privatelink.azurecr.io} and the networks that are to resolve names in it. */
  public record PrivateDnsZone(ResourceId id, List<VirtualNetworkLink> links) {
    public PrivateDnsZone {
      links = List.copyOf(links);
    }
  }

  /** A link from the zone to a network. */
  public record VirtualNetworkLink(ResourceId id, ResourceId virtualNetwork) {}

  /**
   * The private endpoint of the registry, and the zone group that keeps its records.
   *
   * @param connectionName the name of the connection inside the endpoint
   * @param zoneGroupName the name of the endpoint's private DNS zone group
   * @param manualApproval how the connection is approved by hand; empty when Azure is to approve it
   *     by itself, which it does for a caller with the right on the registry
   */
  public record PrivateEndpoint(
      ResourceId id,
      String location,
      ResourceId subnet,
      String connectionName,
      String zoneGroupName,
      Optional<ManualApproval> manualApproval) {}

  /**
   * A connection that waits for an approval.
   *
   * @param requestMessage for the one who approves
   * @param byMoat whether Moat approves it itself; else the registry's owner or an operator does
   */
  public record ManualApproval(Optional<String> requestMessage, boolean byMoat) {}

  /**
   * A role on the registry.
   *
   * @param role the role's name, such as {@code AcrPull}
   * @param principalId the object id of who gets it
   * @param principalType {@code ServicePrincipal}, {@code User} or {@code Group}
   */
  public record RoleAssignment(String role, String principalId, String principalType) {}
}
