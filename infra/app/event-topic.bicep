metadata description = 'The system topic of a subscription: what happens in it, as events. Azure has one for each subscription at most.'

@description('Name of the topic.')
@minLength(3)
@maxLength(50)
param name string

@description('Whether the topic has an identity, with which dead letters are stored.')
param hasIdentity bool

@description('Tags.')
param tags object

// The identity is the topic's own, because Event Grid gets past the firewall of a storage account with no other.
// https://learn.microsoft.com/azure/event-grid/handler-storage-queues
// Topics of subscriptions can have one: https://learn.microsoft.com/azure/event-grid/enable-identity-system-topics
// Azure refused it once, with "identity is unavailable for location 'global'": https://github.com/Azure/azure-cli/issues/18002
resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: name
  location: 'global'
  tags: tags
  identity: {
    type: hasIdentity ? 'SystemAssigned' : 'None'
  }
  properties: {
    source: subscription().id
    topicType: 'Microsoft.Resources.Subscriptions'
  }
}
