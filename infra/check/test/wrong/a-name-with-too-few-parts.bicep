// Expected: 2:16: Microsoft.ServiceBus/namespaces/queues needs 2 names, not 1: requests
resource queue 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = {
  name: 'requests'
  properties: {
    deadLetteringOnMessageExpiration: true
    defaultMessageTimeToLive: 'P7D'
    duplicateDetectionHistoryTimeWindow: 'PT5M'
    lockDuration: 'PT30S'
    maxDeliveryCount: 10
    requiresDuplicateDetection: true
  }
}
