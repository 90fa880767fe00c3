// Expected: 13:44: Microsoft.ServiceBus/namespaces has no property properties.serviceBusEndpont; did you mean serviceBusEndpoint?
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
output result string = namespace.properties.serviceBusEndpont
