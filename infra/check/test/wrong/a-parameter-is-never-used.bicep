// Expected: 3:1: parameter idle is never used
@description('Sample.')
param idle string = 'x'
