metadata description = 'Moat\'s virtual network: a subnet that the function app sends from, and one for private endpoints.'

@description('Name of the network.')
@minLength(2)
@maxLength(64)
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Addresses of the network.')
param addresses networkAddresses

@description('Resource id of a NAT gateway for the function app\'s subnet; empty for none. With one, the app calls Azure from an address that is known.')
param natGatewayId string

@description('IPv4 networks in CIDR notation.')
type networkAddresses = {
  @description('The whole network.')
  virtualNetwork: string

  @description('The function app\'s subnet: /27 or larger. Each instance of the app takes an address.')
  functions: string

  @description('The subnet of the private endpoints: /28 or larger.')
  privateEndpoints: string
}

resource network 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [addresses.virtualNetwork]
    }
    // In the network, because subnets of their own are taken away and put back when the network is written again.
    subnets: [
      {
        name: 'functions'
        properties: {
          addressPrefix: addresses.functions
          // Resource Manager, Microsoft Entra ID and Application Insights have public addresses: the app needs a way out.
          defaultOutboundAccess: empty(natGatewayId)
          natGateway: empty(natGatewayId) ? null : { id: natGatewayId }
          delegations: [
            {
              name: 'flex-consumption'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'private-endpoints'
        properties: {
          addressPrefix: addresses.privateEndpoints
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
    ]
  }
}

@description('Resource id of the network.')
output resourceId string = network.id
