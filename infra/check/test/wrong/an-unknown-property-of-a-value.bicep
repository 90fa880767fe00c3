// Expected: 5:25: no property nmae; did you mean name?
var a = {
  name: 'x'
}
output result string = a.nmae
