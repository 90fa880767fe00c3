// Expected: 2:24: cannot read nowhere.json: ENOENT
output result object = loadJsonContent('nowhere.json')
