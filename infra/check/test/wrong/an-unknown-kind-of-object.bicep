// Expected: 10:7: subscription: properties.destination.endpointType is "AzureFuncton", not one of AzureFunction, EventHub, HybridConnection, MonitorAlert, NamespaceTopic, ServiceBusQueue, ServiceBusTopic, StorageQueue, WebHook; did you mean AzureFunction?
resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: 'sample'
}
resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'sample'
  properties: {
    destination: {
      endpointType: 'AzureFuncton'
    }
  }
}
