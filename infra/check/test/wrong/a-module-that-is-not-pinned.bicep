// Expected: 2:16: br/public:avm/res/storage/storage-account:1.2: a module is called as br/public:<module>:<major>.<minor>.<patch>
module account 'br/public:avm/res/storage/storage-account:1.2' = {
  name: 'account'
  params: {
    name: 'sampleaccount'
    kind: 'StorageV2'
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}
