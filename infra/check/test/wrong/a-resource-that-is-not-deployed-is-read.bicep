// Expected: 17:33: namespace.properties is read where namespace is not deployed
// Expected: 6:1: no case deploys namespace
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
