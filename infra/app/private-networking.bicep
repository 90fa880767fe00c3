metadata description = 'Private endpoints of Moat\'s own storage account and namespace, and the DNS zones in which their names resolve.'

@description('Region of the subnet.')
param location string

@description('Tags.')
param tags object

@description('Resource id of the subnet for the endpoints.')
param subnetId string

@description('Resource id of the storage account.')
param storageAccountId string

@description('Resource id of the Service Bus namespace.')
param serviceBusNamespaceId string

@description('Host name of the namespace, such as name.servicebus.windows.net.')
param serviceBusHost string

@description('Zones that exist already, such as those of a hub. They must be linked to the network of the subnet. A zone that is not named is made here and linked.')
param zoneIds privateDnsZoneIds

@description('Resource ids of private DNS zones.')
type privateDnsZoneIds = {
  @description('privatelink.blob.<storage suffix>')
  blob: string?

  @description('privatelink.table.<storage suffix>')
  table: string?

  @description('privatelink.servicebus.windows.net, or as the cloud calls it.')
  namespace: string?
}

// group is the part of the target that an endpoint leads to.
// https://learn.microsoft.com/azure/private-link/private-endpoint-dns
var endpoints = [
  {
    group: 'blob'
    targetId: storageAccountId
    zone: 'privatelink.blob.${environment().suffixes.storage}'
  }
  {
    group: 'table'
    targetId: storageAccountId
    zone: 'privatelink.table.${environment().suffixes.storage}'
  }
  {
    group: 'namespace'
    targetId: serviceBusNamespaceId
    zone: 'privatelink.${join(skip(split(serviceBusHost, '.'), 1), '.')}'
  }
]

var virtualNetworkId = first(split(subnetId, '/subnets/'))

module zones 'br/public:avm/res/network/private-dns-zone:0.8.0' = [
  for endpoint in endpoints: if (empty(zoneIds[?endpoint.group])) {
    name: 'zone-${endpoint.group}'
    params: {
      name: endpoint.zone
      tags: tags
      virtualNetworkLinks: [
        {
          name: 'moat'
          virtualNetworkResourceId: virtualNetworkId
          registrationEnabled: false
        }
      ]
      enableTelemetry: false
    }
  }
]

// One after the other: a storage account refuses a second connection while it makes the first, with StorageAccountOperationInProgress.
// https://github.com/Azure/bicep-registry-modules/issues/6001
@batchSize(1)
module privateEndpoints 'br/public:avm/res/network/private-endpoint:0.11.1' = [
  for endpoint in endpoints: {
    name: 'endpoint-${endpoint.group}'
    params: {
      name: 'pep-${last(split(endpoint.targetId, '/'))}-${endpoint.group}'
      location: location
      tags: tags
      subnetResourceId: subnetId
      privateLinkServiceConnections: [
        {
          name: endpoint.group
          properties: {
            privateLinkServiceId: endpoint.targetId
            groupIds: [endpoint.group]
          }
        }
      ]
      privateDnsZoneGroup: {
        privateDnsZoneGroupConfigs: [
          {
            privateDnsZoneResourceId: zoneIds[?endpoint.group] ?? resourceId('Microsoft.Network/privateDnsZones', endpoint.zone)
          }
        ]
      }
      enableTelemetry: false
    }
    dependsOn: [zones]
  }
]
