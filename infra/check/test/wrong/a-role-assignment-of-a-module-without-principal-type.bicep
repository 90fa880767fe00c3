// Expected: 2:1: a role assignment without principalType fails while Microsoft Entra ID does not know a new identity everywhere
module account 'br/public:avm/res/storage/storage-account:1.2.3' = {
  name: 'account'
  params: {
    name: 'sampleaccount'
    kind: 'StorageV2'
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    roleAssignments: [
      {
        principalId: 'a'
      }
    ]
  }
}
