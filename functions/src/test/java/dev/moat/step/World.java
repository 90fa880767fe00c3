package dev.moat.step;

import dev.moat.arm.ApiVersions;
import dev.moat.arm.FakeArm;
import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest.CreateRegistry;
import dev.moat.model.SetupRequest.CreateVirtualNetwork;
import dev.moat.model.SetupRequest.PrivateDnsZone;
import dev.moat.model.SetupRequest.PrivateEndpoint;
import dev.moat.model.SetupRequest.RoleAssignment;
import dev.moat.model.SetupRequest.Subnet;
import dev.moat.model.SetupRequest.VirtualNetwork;
import dev.moat.model.SetupRequest.VirtualNetworkLink;
import dev.moat.model.StepKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One registry with one network, as the tests want them and as Azure would show them. */
final class World {

  static final String GROUP = "/subscriptions/s1/resourceGroups/secureacrsetup";
  static final String NETWORKING = GROUP + "/providers/Microsoft.Network/";
  static final ResourceId REGISTRY =
      new ResourceId(GROUP + "/providers/Microsoft.ContainerRegistry/registries/secureacr2021");
  static final ResourceId CONNECTION = REGISTRY.child("privateEndpointConnections", "c");
  static final ResourceId NETWORK = new ResourceId(NETWORKING + "virtualNetworks/secureacr-vnet");
  static final ResourceId SUBNET = NETWORK.child("subnets", "endpoints");
  static final ResourceId ZONE =
      new ResourceId(NETWORKING + "privateDnsZones/privatelink.azurecr.io");
  static final ResourceId LINK = ZONE.child("virtualNetworkLinks", "acr-zonelink");
  static final ResourceId ENDPOINT = new ResourceId(NETWORKING + "privateEndpoints/secureacr-pe");
  static final ResourceId ZONE_GROUP = ENDPOINT.child("privateDnsZoneGroups", "secureacr-zg");
  static final ResourceId INTERFACE =
      new ResourceId(NETWORKING + "networkInterfaces/secureacr-pe.nic.1");
  static final ResourceId GRANT =
      REGISTRY.extension("Microsoft.Authorization", "roleAssignments", "5f0c");

  static final RoleAssignment PULL = new RoleAssignment("AcrPull", "p1", "ServicePrincipal");
  static final Subnet WANTED_SUBNET =
      new Subnet(
          SUBNET, "10.0.1.0/24", Optional.of("Disabled"), List.of("Microsoft.Web/serverFarms"));
  static final PrivateEndpoint WANTED_ENDPOINT =
      new PrivateEndpoint(
          ENDPOINT, "westeurope", SUBNET, "secureacr-conn", "secureacr-zg", Optional.empty());
  static final VirtualNetworkLink WANTED_LINK = new VirtualNetworkLink(LINK, NETWORK);

  private World() {}

  /** What is wanted of this kind of resource. */
  static Desired desired(StepKind kind) {
    return switch (kind) {
      case PREFLIGHT -> preflight(Optional.empty(), PULL);
      case VIRTUAL_NETWORK ->
          new Desired.VirtualNetwork(
              NETWORK,
              Optional.of(
                  new CreateVirtualNetwork(
                      "westeurope", List.of("10.0.0.0/16"), Map.of("owner", "moat"))));
      case REGISTRY ->
          new Desired.Registry(
              REGISTRY, Optional.of(new CreateRegistry("westeurope", Map.of("owner", "moat"))));
      case SUBNET -> new Desired.Subnet(WANTED_SUBNET);
      case DNS_ZONE -> new Desired.DnsZone(ZONE);
      case LINK -> new Desired.Link(LINK, NETWORK);
      case ENDPOINT -> new Desired.Endpoint(WANTED_ENDPOINT, REGISTRY);
      case ZONE_GROUP -> new Desired.ZoneGroup(ZONE_GROUP, ZONE, REGISTRY);
      case IDENTITY_GRANT -> new Desired.IdentityGrant(GRANT, REGISTRY, PULL);
      case LOCKDOWN -> new Desired.Lockdown(REGISTRY, ENDPOINT, ZONE, List.of(WANTED_LINK));
    };
  }

  static Desired.Preflight preflight(Optional<CreateRegistry> create, RoleAssignment... roles) {
    return new Desired.Preflight(
        REGISTRY,
        create,
        List.of(new VirtualNetwork(NETWORK, Optional.empty(), List.of(WANTED_SUBNET))),
        new PrivateDnsZone(ZONE, List.of(WANTED_LINK)),
        WANTED_ENDPOINT,
        List.of(roles));
  }

  static Task<?> task(StepKind kind) {
    return Steps.task(kind, desired(kind));
  }

  static Observation observe(FakeArm azure, StepKind kind) {
    return task(kind).observe(azure, outputs());
  }

  static Map<StepKind, Map<String, String>> outputs() {
    return Map.of(StepKind.ENDPOINT, Map.of("networkInterface", INTERFACE.value()));
  }

  /** All is in place, and the registry is still open to the world. */
  static FakeArm azure() {
    return new FakeArm()
        .with(
            NETWORK,
            """
            {location: 'westeurope', properties: {provisioningState: 'Succeeded',
             addressSpace: {addressPrefixes: ['10.0.0.0/16']},
             subnets: [{name: 'endpoints', properties: {addressPrefix: '10.0.1.0/24'}}]}}
            """)
        .with(
            SUBNET,
            """
            {etag: 'W/"1"', type: 'Microsoft.Network/virtualNetworks/subnets', properties: {
             provisioningState: 'Succeeded', addressPrefix: '10.0.1.0/24',
             privateEndpointNetworkPolicies: 'Disabled',
             delegations: [{id: '/d', name: 'web', etag: 'W/"1"',
              type: 'Microsoft.Network/virtualNetworks/subnets/delegations',
              properties: {provisioningState: 'Succeeded', serviceName: 'Microsoft.Web/serverfarms',
               actions: ['Microsoft.Network/virtualNetworks/subnets/action']}}]}}
            """)
        .with(
            ZONE,
            """
            {location: 'global', etag: 'z', tags: {team: 'dns'},
             properties: {provisioningState: 'Succeeded', numberOfRecordSets: 3}}
            """)
        .with(
            LINK,
            """
            {location: 'global', etag: 'l', properties: {provisioningState: 'Succeeded',
             virtualNetworkLinkState: 'Completed', registrationEnabled: false,
             virtualNetwork: {id: '%s'}}}
            """
                .formatted(NETWORK))
        .with(
            REGISTRY,
            """
            {location: 'westeurope', sku: {name: 'Premium'}, properties: {
             provisioningState: 'Succeeded', loginServer: 'secureacr2021.azurecr.io',
             publicNetworkAccess: 'Enabled', networkRuleBypassOptions: 'AzureServices',
             networkRuleSet: {defaultAction: 'Allow', ipRules: []},
             policies: {exportPolicy: {status: 'enabled'}, trustPolicy: {status: 'disabled'}},
             roleAssignmentMode: 'LegacyRegistryPermissions',
             privateEndpointConnections: [{name: 'c', properties: {privateEndpoint: {id: '%s'},
              privateLinkServiceConnectionState: {status: 'Approved'}}}]}}
            """
                .formatted(ENDPOINT))
        .withInVersion(
            REGISTRY,
            ApiVersions.REGISTRY_VIRTUAL_NETWORK_RULES,
            "{properties: {networkRuleSet: {defaultAction: 'Allow', virtualNetworkRules: []}}}")
        .with(
            ENDPOINT,
            """
            {location: 'westeurope', etag: 'e', tags: {team: 'net'}, properties: {
             provisioningState: 'Succeeded', resourceGuid: 'g', subnet: {id: '%s'},
             customNetworkInterfaceName: '', customDnsConfigs: [],
             networkInterfaces: [{id: '%s'}], manualPrivateLinkServiceConnections: [],
             privateLinkServiceConnections: [{id: '/c', name: 'secureacr-conn', etag: 'e',
              type: 'Microsoft.Network/privateEndpoints/privateLinkServiceConnections',
              properties: {provisioningState: 'Succeeded', privateLinkServiceId: '%s',
               groupIds: ['registry'], privateLinkServiceConnectionState: {status: 'Approved',
               description: 'Auto Approved', actionsRequired: 'None'}}}]}}
            """
                .formatted(SUBNET, INTERFACE, REGISTRY))
        .with(
            INTERFACE,
            """
            {properties: {ipConfigurations: [
             {properties: {privateIPAddress: '10.0.1.4', privateLinkConnectionProperties: {
              groupId: 'registry', requiredMemberName: 'registry_data_westeurope',
              fqdns: ['secureacr2021.westeurope.data.azurecr.io']}}},
             {properties: {privateIPAddress: '10.0.1.5', privateLinkConnectionProperties: {
              groupId: 'registry', requiredMemberName: 'registry',
              fqdns: ['secureacr2021.azurecr.io']}}}]}}
            """)
        .with(
            ZONE_GROUP,
            """
            {etag: 'g', properties: {provisioningState: 'Succeeded', privateDnsZoneConfigs: [
             {name: 'privatelink.azurecr.io', properties: {privateDnsZoneId: '%s',
              recordSets: [{recordType: 'A'}]}}]}}
            """
                .formatted(ZONE))
        .with(record("secureacr2021"), addresses("10.0.1.5"))
        .with(record("secureacr2021.westeurope.data"), addresses("10.0.1.4"))
        .with(
            GRANT,
            """
            {properties: {scope: '%s', principalId: 'p1', principalType: 'ServicePrincipal',
             roleDefinitionId: '/subscriptions/s1/providers/Microsoft.Authorization/roleDefinitions/%s',
             condition: null}}
            """
                .formatted(REGISTRY, "7f951dda-4ed3-4680-a7ca-43fe172d538d"));
  }

  static ResourceId record(String name) {
    return ZONE.child("A", name);
  }

  static String addresses(String... addresses) {
    StringBuilder records = new StringBuilder();
    for (String address : addresses) {
      records.append("{ipv4Address: '").append(address).append("'},");
    }
    String list = records.substring(0, Math.max(0, records.length() - 1));
    return "{etag: 'r', properties: {ttl: 10, aRecords: [" + list + "]}}";
  }
}
