// Expected: 3:1: a → b → a is a circle
// Expected: 3:1: a needs itself
var a = b
var b = a
