// Expected: 2:1: DefaultEndpointsProtocol=https;AccountKey=abc carries a key: use the identity
resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: 'sampleaccount'
  location: resourceGroup().location
  kind: 'StorageV2'
  tags: {
    connection: 'DefaultEndpointsProtocol=https;AccountKey=abc'
  }
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}
