// Expected: 5:1: parameter count is 2, less than 3
// Parameters: {"count": 2}
@description('Sample.')
@minValue(3)
param count int
output result int = count
