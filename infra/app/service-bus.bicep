metadata description = 'The Service Bus namespace and its queues: those of ../queues.json, and one for each queue that callers are told in.'

@description('Name of the namespace.')
@minLength(6)
@maxLength(50)
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Whether the namespace can be reached by private endpoints only. These need Premium, and a namespace cannot change from Standard to Premium in place.')
param isPrivate bool

@description('Messaging units, for Premium only.')
@allowed([1, 2, 4, 8, 16])
param messagingUnits int

@description('Queues of Moat, as ../queues.json has them.')
param queues array

@description('Names of the queues to which requests may have their outcome told.')
param replyQueues string[]

@description('Who may post requests: object ids, and what they are of.')
param requestSenders principal[]

@description('Object id of the app\'s identity.')
param principalId string

@description('Log Analytics workspace for metrics, and for the log of changes to the namespace.')
param workspaceId string

@description('Somebody in Microsoft Entra ID.')
type principal = {
  @description('Object id, not the application id.')
  principalId: string

  @description('ServicePrincipal (managed identities too), User or Group.')
  principalType: 'ServicePrincipal' | 'User' | 'Group'
}

var dataReceiver = '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
var dataSender = '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'

// Five minutes of duplicate detection are part of how Moat works: what is overdue is called again under the same message id after fifteen, and must be taken then.
var defaults = {
  deadLetteringOnMessageExpiration: true
  defaultMessageTimeToLive: 'P7D'
  duplicateDetectionHistoryTimeWindow: 'PT5M'
  lockDuration: 'PT30S'
  maxDeliveryCount: 10
  maxSizeInMegabytes: 1024
  requiresDuplicateDetection: true
  requiresSession: false
}

// A reply is tried again for 24 hours under the same message id: for so long its queue knows the id. It is the caller's to read, and waits for two weeks.
var replyProperties = union(defaults, {
  defaultMessageTimeToLive: 'P14D'
  duplicateDetectionHistoryTimeWindow: 'P1D'
})

// What in queues.json is not a property of a queue.
var notes = ['name', 'setting', 'purpose', 'timeToLiveBecause']

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: isPrivate ? 'Premium' : 'Standard'
    tier: isPrivate ? 'Premium' : 'Standard'
    capacity: isPrivate ? messagingUnits : null
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    premiumMessagingPartitions: isPrivate ? 1 : 0
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
  }
}

resource ownQueues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [
  for queue in queues: {
    parent: namespace
    name: queue.name
    properties: union(
      defaults,
      toObject(
        filter(items(queue), property => !contains(notes, property.key)),
        property => property.key,
        property => property.value
      )
    )
  }
]

resource callersQueues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [
  for queue in replyQueues: {
    parent: namespace
    name: queue
    properties: replyProperties
  }
]

// On the namespace, because it has no other queues than those that Moat reads and those it writes to. Managing them takes neither role;
// without it the platform cannot count a queue's messages, and scales the app by looking at the oldest one.
// https://github.com/Azure/azure-functions-host/issues/8892
resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [dataReceiver, dataSender]: {
    name: guid(namespace.id, principalId, role)
    scope: namespace
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource requests 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' existing = {
  parent: namespace
  name: 'setup-requests'
}

resource senders 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for sender in requestSenders: {
    name: guid(requests.id, sender.principalId, dataSender)
    scope: requests
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataSender)
      principalId: sender.principalId
      principalType: sender.principalType
      description: 'Posts setup requests to Moat.'
    }
    dependsOn: [ownQueues]
  }
]

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: namespace
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'OperationalLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

@description('Resource id of the namespace.')
output resourceId string = namespace.id

@description('Name of the namespace.')
output name string = namespace.name

@description('Host name of the namespace, such as name.servicebus.windows.net.')
output fullyQualifiedNamespace string = replace(
  replace(namespace.properties.serviceBusEndpoint, 'https://', ''),
  ':443/',
  ''
)
