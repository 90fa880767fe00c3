// Expected: 2:1: sample: DisableLocalAuth is false, it must be true
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'sample'
  location: resourceGroup().location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    DisableLocalAuth: false
  }
}
