// Expected: 18:33: namespace may not be deployed: namespace.properties is read with .? or in a module that is deployed with it
// Expected: 18:33: namespace.properties is read where namespace is not deployed
// Expected: 7:1: no case deploys namespace
// Parameters: {"on": false}
@description('Sample.')
param on bool = true
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
output status string = namespace.properties.status
