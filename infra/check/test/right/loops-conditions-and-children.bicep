// Parameters: {"on": true, "names": ["a", "b", "c"]}
@description('Sample.')
param on bool
@description('Sample.')
param names string[]

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = if (on) {
  name: 'sample-namespace'
  location: resourceGroup().location
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
  }

  resource first 'queues' = [
    for (name, index) in names: if (index < 2) {
      name: name
      properties: {
        deadLetteringOnMessageExpiration: true
        defaultMessageTimeToLive: 'P7D'
        duplicateDetectionHistoryTimeWindow: 'PT5M'
        lockDuration: 'PT30S'
        maxDeliveryCount: 10
        requiresDuplicateDetection: true
      }
    }
  ]
}

output firstId string = on ? namespace::first[0].id : ''
output endpoint string = replace(namespace.?properties.?serviceBusEndpoint ?? '', 'https://', '')
