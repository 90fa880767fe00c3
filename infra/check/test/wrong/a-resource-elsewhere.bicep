// Expected: 6:1: assignment (Microsoft.Authorization/roleAssignments) is deployed to /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/elsewhere, which only a module with that scope can do
resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: 'sampleaccount'
  scope: resourceGroup('elsewhere')
}
resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, 'sender')
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39')
    principalId: '00000000-0000-0000-0000-0000000000aa'
    principalType: 'ServicePrincipal'
  }
}
