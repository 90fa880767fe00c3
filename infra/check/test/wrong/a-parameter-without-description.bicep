// Expected: 2:1: parameter name has no @description
param name string = 'a'
output result string = name
