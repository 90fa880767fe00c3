// Expected: 2:1: assignment assigns a role of Azure's on /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/sample: name the resource as its scope
resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, 'sender')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39')
    principalId: '00000000-0000-0000-0000-0000000000aa'
    principalType: 'ServicePrincipal'
  }
}
