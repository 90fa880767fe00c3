package dev.moat.engine;

import dev.moat.arm.ApiVersions;
import dev.moat.arm.FakeArm;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import dev.moat.plan.Plans;

/** All that {@link SampleRequest} asks for as it stands in Azure, with the registry still open. */
final class InPlace {

  static final ResourceId GRANT =
      Plans.of(SampleRequest.REQUEST)
          .step(World.name(StepKind.IDENTITY_GRANT))
          .desired()
          .resource();
  static final ResourceId API_RECORD = SampleRequest.ZONE.child("A", "secureacr2021");

  private InPlace() {}

  static void in(FakeArm azure) {
    registry(azure, "publicNetworkAccess: 'Enabled', networkRuleSet: {defaultAction: 'Allow'}");
    network(azure);
    zone(azure);
    endpoint(azure);
    azure.with(
        GRANT,
        """
        {properties: {scope: '%s', principalId: '00000000-0000-0000-0000-0000000000a1',
         roleDefinitionId: '/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d'}}
        """
            .formatted(SampleRequest.REGISTRY));
  }

  /** The registry has these properties, beside those that a connected Premium registry has. */
  static void registry(FakeArm azure, String access) {
    registry(azure, access, "Approved");
  }

  /** The same, and its connection to the endpoint has this status. */
  static void registry(FakeArm azure, String access, String connection) {
    azure
        .with(
            SampleRequest.REGISTRY,
            """
            {location: 'West Central US', sku: {name: 'Premium'}, properties: {
             loginServer: 'secureacr2021.azurecr.io', %s,
             privateEndpointConnections: [{name: 'c', properties: {privateEndpoint: {id: '%s'},
              privateLinkServiceConnectionState: {status: '%s'}}}]}}
            """
                .formatted(access, SampleRequest.ENDPOINT, connection))
        .withInVersion(
            SampleRequest.REGISTRY, ApiVersions.REGISTRY_VIRTUAL_NETWORK_RULES, "{properties: {}}");
  }

  private static void network(FakeArm azure) {
    azure.with(
        SampleRequest.NETWORK, "{properties: {addressSpace: {addressPrefixes: ['10.0.0.0/16']}}}");
    subnet(azure, "Disabled", 2);
  }

  /** The subnet has these policies, and so many addresses in use. */
  static void subnet(FakeArm azure, String policies, int used) {
    azure.with(
        SampleRequest.SUBNET,
        """
        {properties: {addressPrefix: '10.0.1.0/24', privateEndpointNetworkPolicies: '%s',
         ipConfigurations: [%s]}}
        """
            .formatted(policies, "{id: '/c'},".repeat(used).replaceFirst(",$", "")));
  }

  private static void zone(FakeArm azure) {
    azure
        .with(SampleRequest.ZONE, "{location: 'global'}")
        .with(
            SampleRequest.LINK,
            "{properties: {virtualNetworkLinkState: 'Completed', virtualNetwork: {id: '%s'}}}"
                .formatted(SampleRequest.NETWORK))
        .with(API_RECORD, "{properties: {aRecords: [{ipv4Address: '10.0.1.5'}]}}")
        .with(
            SampleRequest.ZONE.child("A", "secureacr2021.westcentralus.data"),
            "{properties: {aRecords: [{ipv4Address: '10.0.1.4'}]}}");
  }

  private static void endpoint(FakeArm azure) {
    World.interfaceHasAddresses(azure);
    azure
        .with(
            SampleRequest.ENDPOINT,
            """
            {properties: {subnet: {id: '%s'}, networkInterfaces: [{id: '%s'}],
             privateLinkServiceConnections: [{properties: {privateLinkServiceId: '%s',
              groupIds: ['registry'], privateLinkServiceConnectionState: {status: 'Approved'}}}]}}
            """
                .formatted(SampleRequest.SUBNET, SampleRequest.INTERFACE, SampleRequest.REGISTRY))
        .with(
            SampleRequest.ZONE_GROUP,
            """
            {properties: {privateDnsZoneConfigs: [
             {name: 'acr', properties: {privateDnsZoneId: '%s'}}]}}
            """
                .formatted(SampleRequest.ZONE));
  }
}
