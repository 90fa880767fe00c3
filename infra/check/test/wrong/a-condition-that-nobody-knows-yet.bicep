// Expected: 13:104: a condition is true or false when the deployment starts, not ${namespace.properties.status == 'Active'}
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
resource other 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = if (namespace.properties.status == 'Active') {
  name: 'other-namespace'
}
output id string = other.id
