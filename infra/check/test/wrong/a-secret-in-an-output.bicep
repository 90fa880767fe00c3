// Expected: 5:1: output result shows a secret
@description('Sample.')
@secure()
param password string = ''
output result string = password
