// Expected: 2:24: unknown function toLowerCase
output result string = toLowerCase('A')
