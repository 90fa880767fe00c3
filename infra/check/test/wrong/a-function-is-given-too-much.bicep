// Expected: 2:24: toLower takes 1 argument, not 2
output result string = toLower('A', 'B')
