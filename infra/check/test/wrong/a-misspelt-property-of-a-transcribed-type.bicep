// Expected: 17:5: logs: properties.workspaceID: no such property; did you mean workspaceId?
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
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: namespace
  properties: {
    workspaceID: 'x'
  }
}
