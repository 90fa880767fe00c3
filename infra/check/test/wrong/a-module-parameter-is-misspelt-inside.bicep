// Expected: 10:5: params.privateEndpoints.0.sevice: no such parameter; did you mean service?
module account 'br/public:avm/res/storage/storage-account:1.2.3' = {
  name: 'account'
  params: {
    name: 'sampleaccount'
    kind: 'StorageV2'
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    privateEndpoints: [
      {
        service: 'blob'
        subnetResourceId: 'x'
        sevice: 'blob'
      }
    ]
  }
}
