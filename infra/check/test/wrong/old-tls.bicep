// Expected: 2:1: sampleaccount: minimumTlsVersion is "TLS1_1", it must be "TLS1_2" or "TLS1_3"
resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: 'sampleaccount'
  location: resourceGroup().location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_1'
    supportsHttpsTrafficOnly: true
  }
}
