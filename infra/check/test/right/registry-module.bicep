module account 'br/public:avm/res/storage/storage-account:1.2.3' = {
  name: 'account'
  params: {
    name: 'sampleaccount'
    kind: 'StorageV2'
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}
output result string = account.outputs.resourceId
