// Expected: 2:1: sample: features.disableLocalAuth is false, it must be true
resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: 'sample'
  location: resourceGroup().location
  properties: {
    features: {
      disableLocalAuth: false
    }
  }
}
