// Expected: 2:1: unknown decorator describe
@describe('Sample.')
@description('Sample.')
param name string = 'a'
output result string = name
