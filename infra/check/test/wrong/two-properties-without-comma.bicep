// Expected: 2:31: a comma or a line break is missing before this
output result object = { a: 1 b: 2 }
