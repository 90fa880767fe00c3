// Expected: 2:1: account: kind is missing
resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: 'sampleaccount'
  location: resourceGroup().location
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}
