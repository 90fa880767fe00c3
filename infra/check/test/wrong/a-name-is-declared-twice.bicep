// Expected: 3:1: a is declared twice
var a = 1
var a = 2
output b int = a
