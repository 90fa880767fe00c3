// Expected: 4:1: no case deploys namespace
@description('Sample.')
param on bool = false
resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = if (on) {
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
