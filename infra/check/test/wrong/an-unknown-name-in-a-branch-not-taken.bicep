// Expected: 2:37: unknown name nothing
output result string = true ? 'a' : nothing
