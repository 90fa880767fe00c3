// Expected: 2:1: parameter sise: no such parameter; did you mean size?
module part '../parts/part.bicep' = {
  name: 'part'
  params: {
    name: 'a'
    sise: 1
  }
}
