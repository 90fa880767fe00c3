// Expected: 13:15: Microsoft.Storage/storageAccounts/blobServices is no child of Microsoft.ServiceBus/namespaces
resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: 'sample-namespace'
  location: resourceGroup().location
  sku: {
    name: 'Standard'
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
  }
}
resource rule 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: namespace
  name: 'default'
}
