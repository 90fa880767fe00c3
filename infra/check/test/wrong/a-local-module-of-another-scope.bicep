// Expected: 3:1: the file is for the scope resourceGroup, but is deployed to a subscription
targetScope = 'subscription'
module part '../parts/part.bicep' = {
  name: 'part'
  params: {
    name: 'a'
  }
}
