metadata description = 'Has a system topic of this resource group, new or found, put what it could not deliver into the container for dead letters.'

@description('Name of the topic. It needs a system-assigned identity.')
@minLength(3)
@maxLength(50)
param topicName string

@description('Resource id of the storage account.')
param storageAccountId string

@description('Name of the container.')
@minLength(3)
@maxLength(63)
param containerName string

var storageAccount = split(storageAccountId, '/')

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

module access 'event-access.bicep' = {
  name: 'moat-event-access-${uniqueString(topic.id)}'
  scope: resourceGroup(storageAccount[2], storageAccount[4])
  params: {
    principalId: topic.identity.principalId
    storageAccountName: storageAccount[8]
    containerName: containerName
  }
}
