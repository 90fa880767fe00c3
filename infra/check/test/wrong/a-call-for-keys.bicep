// Expected: 13:21: listKeys asks for keys: use the identity
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
var keys = namespace.listKeys()
output result object = {
  id: keys.id
}
