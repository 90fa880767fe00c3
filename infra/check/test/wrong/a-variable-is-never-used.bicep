// Expected: 2:1: variable idle is never used
var idle = 1
