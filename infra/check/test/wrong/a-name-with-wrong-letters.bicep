// Expected: 3:3: account: name is "sample-account", which does not match ^[a-z0-9]+$
resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: 'sample-account'
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
