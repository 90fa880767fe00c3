// Expected: 2:1: there is no published type Microsoft.Storage/storageAcounts: The given key 'microsoft.storage/storageacounts' was not present in the dictionary.
resource a 'Microsoft.Storage/storageAcounts@2025-01-01' = {
  name: 'sampleaccount'
}
