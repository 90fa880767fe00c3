// Expected: 20:5: queue: properties.lockDuraton: no such property; did you mean lockDuration?
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
resource queue 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = {
  parent: namespace
  name: 'requests'
  properties: {
    deadLetteringOnMessageExpiration: true
    defaultMessageTimeToLive: 'P7D'
    duplicateDetectionHistoryTimeWindow: 'PT5M'
    lockDuraton: 'PT30S'
    lockDuration: 'PT30S'
    maxDeliveryCount: 10
    requiresDuplicateDetection: true
  }
}
