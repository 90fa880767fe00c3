// Expected: 3:3: account: name is "sampleaccountsampleaccount", longer than 24
resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: 'sampleaccountsampleaccount'
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
