// Expected: 3:1: parameter name is missing
@description('Sample.')
param name string
output result string = name
