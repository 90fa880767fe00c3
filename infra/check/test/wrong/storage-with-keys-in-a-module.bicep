// Expected: 2:1: sampleaccount: allowSharedKeyAccess is true, it must be false
module account 'br/public:avm/res/storage/storage-account:1.2.3' = {
  name: 'account'
  params: {
    name: 'sampleaccount'
    kind: 'StorageV2'
    allowSharedKeyAccess: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}
