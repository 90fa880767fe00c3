module part '../parts/part.bicep' = {
  name: 'part'
  params: {
    name: 'a'
  }
}
output result string = part.outputs.name
