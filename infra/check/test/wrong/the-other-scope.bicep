// Expected: 2:1: group: Microsoft.Resources/resourceGroups cannot be deployed to the scope ResourceGroup, only to Subscription
resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'sample'
  location: 'westeurope'
}
