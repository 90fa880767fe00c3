// Expected: 6:5: params.kind is "StorageV3", not one of StorageV2, BlobStorage; did you mean StorageV2?
module account 'br/public:avm/res/storage/storage-account:1.2.3' = {
  name: 'account'
  params: {
    name: 'sampleaccount'
    kind: 'StorageV3'
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}
