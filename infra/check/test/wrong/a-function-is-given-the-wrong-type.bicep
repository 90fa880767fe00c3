// Expected: 2:24: argument 1 of toLower is ["A"], not string
output result string = toLower(['A'])
