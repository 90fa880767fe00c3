metadata description = 'Has the events of ../event-subscription.json brought to the function DriftEvent, and tells when that fails.'

@description('Name of the system topic in this resource group.')
@minLength(3)
@maxLength(50)
param topicName string

@description('Name of the event subscription.')
@minLength(3)
@maxLength(64)
param name string

@description('Tags of the alert.')
param tags object

@description('Resource id of the function app. Its function DriftEvent must be there: Event Grid looks for it.')
param functionAppId string

@description('Whether events that cannot be delivered are kept as dead letters. If not, they are dropped.')
param deadLetters bool

@description('Resource id of the storage account for dead letters.')
param storageAccountId string

@description('Container for dead letters.')
param deadLetterContainer string

@description('Action groups that are told of dead letters and dropped events, by resource id.')
param actionGroupIds string[]

var wanted = loadJsonContent('../event-subscription.json').properties

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

resource eventSubscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: name
  properties: {
    eventDeliverySchema: wanted.eventDeliverySchema
    filter: wanted.filter
    retryPolicy: wanted.retryPolicy
    destination: {
      endpointType: 'AzureFunction'
      properties: {
        resourceId: '${functionAppId}/functions/DriftEvent'
        // The function takes one event at a time, so that one that fails comes again alone.
        maxEventsPerBatch: 1
        preferredBatchSizeInKilobytes: 64
      }
    }
    deadLetterWithResourceIdentity: deadLetters
      ? {
          identity: {
            type: 'SystemAssigned'
          }
          deadLetterDestination: {
            endpointType: 'StorageBlob'
            properties: {
              resourceId: storageAccountId
              blobContainerName: deadLetterContainer
            }
          }
        }
      : null
  }
}

module alert 'br/public:avm/res/insights/metric-alert:0.4.0' = if (!empty(actionGroupIds)) {
  name: 'alert-events'
  params: {
    name: '${name}-undelivered'
    alertDescription: 'Event Grid gave up on events for Moat. What they would have told is found by the sweep; see docs/operating.md#where-events-end-that-cannot-be-delivered'
    tags: tags
    severity: 2
    scopes: [topic.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allof: [
        {
          name: 'undelivered'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.EventGrid/systemTopics'
          // https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-eventgrid-systemtopics-metrics
          metricName: deadLetters ? 'DeadLetteredCount' : 'DroppedEventCount'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
          dimensions: [
            {
              name: 'EventSubscriptionName'
              operator: 'Include'
              values: [name]
            }
          ]
        }
      ]
    }
    actions: actionGroupIds
    enableTelemetry: false
  }
}

@description('Resource id of the event subscription.')
output resourceId string = eventSubscription.id
