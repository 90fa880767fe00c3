// Expected: 12:9: subscription: properties.destination.properties.queueName: no such property
resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: 'sample'
}
resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'sample'
  properties: {
    destination: {
      endpointType: 'AzureFunction'
      properties: {
        queueName: 'requests'
      }
    }
  }
}
