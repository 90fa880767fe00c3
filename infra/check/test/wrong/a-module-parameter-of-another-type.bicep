// Expected: 8:5: params.tags is "a", not object
module account 'br/public:avm/res/storage/storage-account:1.2.3' = {
  name: 'account'
  params: {
    name: 'sampleaccount'
    kind: 'StorageV2'
    allowSharedKeyAccess: false
    tags: 'a'
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}
