// Expected: 4:24: unknown name locaton; did you mean location?
@description('Sample.')
param location string = 'x'
output result string = locaton
output other string = location
