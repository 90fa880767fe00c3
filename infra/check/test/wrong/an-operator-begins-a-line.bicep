// Expected: 5:3: a line may not break before "&&"
@description('Sample.')
param on bool = true
output result bool = on
  && true
