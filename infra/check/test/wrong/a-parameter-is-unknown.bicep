// Expected: parameter nam: no such parameter; did you mean name?
// Parameters: {"name": "a", "nam": "b"}
@description('Sample.')
param name string
output result string = name
