// Expected: 2:1: output result is "a", not int
output result int = 'a'
