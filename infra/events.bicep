metadata name = 'Moat\'s events'
metadata description = 'Has one subscription tell Moat of changes. Deployed to each subscription that requests may be about, after the app is there: Event Grid takes a function as destination only when it exists.'

targetScope = 'subscription'

@description('Name of the Moat that is told, as for main.bicep.')
@minLength(1)
@maxLength(32)
param environmentName string

@description('Region of the resource group; the topic itself is global.')
@minLength(1)
param location string

@description('Resource id of the function app: output AZURE_FUNCTION_APP_ID of main.bicep.')
@minLength(1)
param functionAppId string

@description('Resource id of the storage account for dead letters: output STORAGE_ACCOUNT_ID of main.bicep.')
@minLength(1)
param storageAccountId string

@description('Container for dead letters: output DEAD_LETTER_CONTAINER of main.bicep.')
@minLength(3)
@maxLength(63)
param deadLetterContainer string = 'event-dead-letters'

@description('Action groups for alerts: output ACTION_GROUP_IDS of main.bicep, split at the commas. Without any there is no alert.')
param actionGroupIds string[] = []

@description('Tags, beside azd-env-name.')
param tags object = {}

@description('Resource group for the topic, in the subscription that is watched. It is made, unless existingTopicName is given.')
@minLength(1)
@maxLength(90)
param resourceGroupName string = 'rg-moat-events-${environmentName}'

@description('Name of the system topic that the subscription has already, in resourceGroupName; empty: one is made. With deadLetters it needs a system-assigned identity.')
@maxLength(50)
param existingTopicName string = ''

@description('Whether events that cannot be delivered are kept as dead letters. It takes a system-assigned identity of the topic, which one that is there may not have.')
param deadLetters bool = true

var allTags = union(tags, { 'azd-env-name': environmentName })
var hasTopic = !empty(existingTopicName)
var topicName = hasTopic ? existingTopicName : 'evgt-moat-${uniqueString(subscription().id, environmentName)}'

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = if (!hasTopic) {
  name: resourceGroupName
  location: location
  tags: allTags
}

module topic 'app/event-topic.bicep' = if (!hasTopic) {
  name: 'moat-event-topic'
  scope: resourceGroup(resourceGroupName)
  params: {
    name: topicName
    hasIdentity: deadLetters
    tags: allTags
  }
  dependsOn: [group]
}

// First the right to put dead letters, then the subscription that may come to use it.
module access 'app/event-dead-letters.bicep' = if (deadLetters) {
  name: 'moat-event-dead-letters'
  scope: resourceGroup(resourceGroupName)
  params: {
    topicName: topicName
    storageAccountId: storageAccountId
    containerName: deadLetterContainer
  }
  dependsOn: [topic]
}

module eventSubscription 'app/event-subscription.bicep' = {
  name: 'moat-event-subscription'
  scope: resourceGroup(resourceGroupName)
  params: {
    topicName: topicName
    name: 'moat-${environmentName}'
    tags: allTags
    functionAppId: functionAppId
    deadLetters: deadLetters
    storageAccountId: storageAccountId
    deadLetterContainer: deadLetterContainer
    actionGroupIds: actionGroupIds
  }
  dependsOn: [topic, access]
}

@description('Resource id of the event subscription.')
output EVENT_SUBSCRIPTION_ID string = eventSubscription.outputs.resourceId
