// Case: {"privateNetworking": true}
resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: 'sampleaccount'
  location: resourceGroup().location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Disabled'
  }
}
resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: 'sample-namespace'
  location: resourceGroup().location
  sku: {
    name: 'Premium'
  }
  properties: {
    disableLocalAuth: true
    publicNetworkAccess: 'Disabled'
    minimumTlsVersion: '1.2'
  }
}
resource first 'Microsoft.Network/privateEndpoints@2024-07-01' = {
  name: 'first'
  location: resourceGroup().location
  properties: {
    subnet: {
      id: resourceId('Microsoft.Network/virtualNetworks/subnets', 'network', 'endpoints')
    }
    privateLinkServiceConnections: [
      {
        name: 'blob'
        properties: {
          privateLinkServiceId: account.id
          groupIds: ['blob']
        }
      }
    ]
  }
}
resource second 'Microsoft.Network/privateEndpoints@2024-07-01' = {
  name: 'second'
  location: resourceGroup().location
  properties: {
    subnet: {
      id: resourceId('Microsoft.Network/virtualNetworks/subnets', 'network', 'endpoints')
    }
    privateLinkServiceConnections: [
      {
        name: 'namespace'
        properties: {
          privateLinkServiceId: namespace.id
          groupIds: ['namespace']
        }
      }
    ]
  }
}
