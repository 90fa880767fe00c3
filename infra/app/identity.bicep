metadata description = 'The identity of the function app. It is user-assigned, so that its roles are there before the app is.'

@description('Name of the identity.')
@minLength(3)
@maxLength(128)
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

module identity 'br/public:avm/res/managed-identity/user-assigned-identity:0.4.1' = {
  name: 'identity-resource'
  params: {
    name: name
    location: location
    tags: tags
    enableTelemetry: false
  }
}

@description('Resource id.')
output resourceId string = identity.outputs.resourceId

@description('Object id of its service principal: what roles are assigned to.')
output principalId string = identity.outputs.principalId

@description('Client id: how the app names it when it asks for a token.')
output clientId string = identity.outputs.clientId
