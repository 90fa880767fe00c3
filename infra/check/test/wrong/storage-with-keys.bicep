// Expected: 2:1: sampleaccount: allowSharedKeyAccess is true, it must be false
resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: 'sampleaccount'
  location: resourceGroup().location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    allowSharedKeyAccess: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}
