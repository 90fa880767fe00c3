// Expected: 5:1: parameter name is "c", not one of "a", "b"
// Parameters: {"name": "c"}
@description('Sample.')
@allowed(['a', 'b'])
param name string
output result string = name
