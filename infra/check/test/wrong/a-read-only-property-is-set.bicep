// Expected: 10:5: namespace: properties.status is read-only: Azure sets it
resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: 'sample-namespace'
  location: resourceGroup().location
  sku: {
    name: 'Standard'
  }
  properties: {
    disableLocalAuth: true
    status: 'Active'
    minimumTlsVersion: '1.2'
  }
}
