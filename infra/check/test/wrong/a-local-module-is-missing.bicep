// Expected: 2:13: cannot read ../parts/nowhere.bicep: ENOENT
module part '../parts/nowhere.bicep' = {
  name: 'part'
}
