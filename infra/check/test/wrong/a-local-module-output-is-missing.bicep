// Expected: 8:36: module part has no output nme; did you mean name?
module part '../parts/part.bicep' = {
  name: 'part'
  params: {
    name: 'a'
  }
}
output result string = part.outputs.nme
