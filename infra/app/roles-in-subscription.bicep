metadata description = 'Gives Moat\'s identity custom roles on a subscription that requests may be about.'

targetScope = 'subscription'

@description('Object id of the app\'s identity.')
param principalId string

@description('Roles to assign, by their keys in ../roles.json.')
param roles string[]

@description('Names of the role definitions by key.')
param definitionNames object

@description('Condition of the role grants: which roles it may give, and to whom.')
param grantsCondition string

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roles: {
    name: guid(subscription().id, principalId, definitionNames[role])
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', definitionNames[role])
      principalId: principalId
      principalType: 'ServicePrincipal'
      description: 'Moat makes registries private here: ${role}.'
      condition: role == 'grants' ? grantsCondition : null
      conditionVersion: role == 'grants' ? '2.0' : null
    }
  }
]
