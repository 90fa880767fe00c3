package dev.moat.localazure.resourcemanager;

import java.util.List;

/** Every type of resource that can be called. */
final class Kinds {
  private Kinds() {}

  static List<ResourceKind> all(Cloud cloud, Tenant tenant) {
    Subnets subnets = new Subnets(cloud);
    return List.of(
        new ResourceGroups(cloud),
        new VirtualNetworks(cloud, subnets),
        subnets,
        new NetworkInterfaces(cloud),
        new PrivateDnsZones(cloud),
        new VirtualNetworkLinks(cloud),
        new RecordSets(cloud),
        new AllRecordSets(cloud),
        new PrivateEndpoints(cloud),
        new PrivateDnsZoneGroups(cloud),
        new Registries(cloud),
        new Replications(cloud),
        new RegistryTasks(cloud, tenant),
        new PrivateEndpointConnections(cloud),
        new PrivateLinkResources(cloud),
        new SystemTopics(cloud),
        new EventSubscriptions(cloud),
        new UserAssignedIdentities(cloud, tenant),
        new RoleDefinitions(cloud),
        new RoleAssignments(cloud, tenant));
  }
}
