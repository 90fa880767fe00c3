// Expected: 6:5: params.knd: no such parameter; did you mean kind?
module account 'br/public:avm/res/storage/storage-account:1.2.3' = {
  name: 'account'
  params: {
    name: 'sampleaccount'
    knd: 'StorageV2'
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}
