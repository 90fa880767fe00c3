// Expected: 4:1: parameter count is "2", not int
// Parameters: {"count": "2"}
@description('Sample.')
param count int
output result int = count
