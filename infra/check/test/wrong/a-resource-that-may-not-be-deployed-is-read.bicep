// Expected: 15:38: namespace may not be deployed: namespace.properties is read with .? or in a module that is deployed with it
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
output status string = on ? namespace.properties.status : ''
output id string = namespace.id
