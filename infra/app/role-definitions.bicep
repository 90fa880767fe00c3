metadata description = 'The custom roles of ../roles.json: what Moat may do to the resources that requests are about.'

targetScope = 'subscription'

@description('Environment, which is part of the roles\' names: these are unique in a tenant.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Subscriptions in which the roles can be assigned, by id. Whoever deploys needs the right to define roles in each of them, and in this one.')
param subscriptionIds string[]

@description('The roles: role name, description and actions by key.')
param roles object

// The subscription that a definition is written to is among those that it can be assigned in, also when Moat works in others only.
// https://learn.microsoft.com/azure/role-based-access-control/role-definitions#assignablescopes
var here = toLower(subscription().subscriptionId)
var assignableIn = union([here], subscriptionIds)

resource definitions 'Microsoft.Authorization/roleDefinitions@2022-04-01' = [
  for role in items(roles): {
    name: guid(subscription().id, environmentName, role.key)
    properties: {
      roleName: '${role.value.roleName} (${environmentName})'
      description: role.value.description
      type: 'CustomRole'
      assignableScopes: map(assignableIn, id => '/subscriptions/${id}')
      permissions: [
        {
          actions: objectKeys(role.value.actions)
          notActions: []
          dataActions: []
          notDataActions: []
        }
      ]
    }
  }
]

@description('The definitions\' names, which are GUIDs, by key.')
output names object = toObject(
  items(roles),
  role => role.key,
  role => guid(subscription().id, environmentName, role.key)
)
