@description('Sample.')
param name string
@description('Sample.')
param size int = 2
output name string = '${name}-${size}'
