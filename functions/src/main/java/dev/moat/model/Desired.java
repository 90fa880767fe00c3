package dev.moat.model;

import dev.moat.model.SetupRequest.CreateRegistry;
import dev.moat.model.SetupRequest.CreateVirtualNetwork;
import java.util.List;
import java.util.Optional;

/** What one step is to bring about: a pure function of the request. */
public sealed interface Desired {

  /** The resource this step is about: what it writes, or for a check, what it reads first. */
  ResourceId resource();

  /** The checks before anything is written, over all that the plan relies on. */
  record Preflight(
      ResourceId resource,
      Optional<CreateRegistry> createRegistry,
      List<SetupRequest.VirtualNetwork> virtualNetworks,
      SetupRequest.PrivateDnsZone zone,
      SetupRequest.PrivateEndpoint endpoint,
      List<SetupRequest.RoleAssignment> roleAssignments)
      implements Desired {}

  /** The virtual network exists. */
  record VirtualNetwork(ResourceId resource, Optional<CreateVirtualNetwork> createIfMissing)
      implements Desired {}

  /** The registry exists and is Premium. */
  record Registry(ResourceId resource, Optional<CreateRegistry> createIfMissing)
      implements Desired {}

  /** The subnet exists as asked. */
  record Subnet(SetupRequest.Subnet subnet) implements Desired {
    @Override
    public ResourceId resource() {
      return subnet.id();
    }
  }

  /** The zone exists. */
  record DnsZone(ResourceId resource) implements Desired {}

  /** The zone is linked to the network; a link of another name to that network is adopted. */
  record Link(ResourceId resource, ResourceId virtualNetwork) implements Desired {
    /** The zone that is linked. */
    public ResourceId zone() {
      return resource.parent();
    }
  }

  /** The endpoint exists, connected to the registry. */
  record Endpoint(SetupRequest.PrivateEndpoint endpoint, ResourceId registry) implements Desired {
    @Override
    public ResourceId resource() {
      return endpoint.id();
    }
  }

  /** The endpoint keeps its records in the zone. */
  record ZoneGroup(ResourceId resource, ResourceId zone, ResourceId registry) implements Desired {
    /** The endpoint the group belongs to. */
    public ResourceId endpoint() {
      return resource.parent();
    }
  }

  /** The principal has the role on the registry. */
  record IdentityGrant(
      ResourceId resource, ResourceId registry, SetupRequest.RoleAssignment roleAssignment)
      implements Desired {}

  /** The registry's network settings are as they were before the lock. */
  record Restoration(ResourceId resource) implements Desired {}

  /**
   * What Moat created is gone, unless others use it.
   *
   * @param registry of the setup: to remove an endpoint changes it too
   */
  record Removal(StepKind kind, ResourceId resource, ResourceId registry) implements Desired {}

  /** Public access is off, once the private path is proved. */
  record Lockdown(
      ResourceId resource,
      ResourceId endpoint,
      ResourceId zone,
      List<SetupRequest.VirtualNetworkLink> links)
      implements Desired {}
}
