// Expected: 2:1: parameter name is missing
module part '../parts/part.bicep' = {
  name: 'part'
}
