// Expected: 5:1: parameter name is "c", not one of "a", "b"
// Parameters: {"name": "a"}
@description('Sample.')
@allowed(['a', 'b'])
param name string = 'c'
output result string = name
