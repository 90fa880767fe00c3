// Expected: 2:16: avm/res/storage/storage-account is called as 1.2.4, but storage.json describes 1.2.3
module account 'br/public:avm/res/storage/storage-account:1.2.4' = {
  name: 'account'
  params: {
    name: 'sampleaccount'
    kind: 'StorageV2'
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}
