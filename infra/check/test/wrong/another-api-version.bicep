// Expected: 2:1: Microsoft.Storage/storageAccounts@2023-05-01: the published types are those of 2025-01-01
resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
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
  }
}
