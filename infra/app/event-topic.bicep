metadata description = 'The system topic of a subscription: what happens in it, as events. Azure has one for each subscription at most, so it may be there already.'

@description('Name of the topic.')
@minLength(3)
@maxLength(50)
param name string

@description('Whether the topic is there already. It is left as it is.')
param isThere bool

@description('Tags of a new topic.')
param tags object

// The identity is the topic's own, because Event Grid gets past the firewall of a storage account with no other.
// https://learn.microsoft.com/azure/event-grid/handler-storage-queues
resource newTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' = if (!isThere) {
  name: name
  location: 'global'
  tags: tags
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    source: subscription().id
    topicType: 'Microsoft.Resources.Subscriptions'
  }
}

resource foundTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = if (isThere) {
  name: name
}

@description('Object id of the topic\'s identity.')
output principalId string = isThere ? foundTopic.identity.principalId : newTopic.identity.principalId
