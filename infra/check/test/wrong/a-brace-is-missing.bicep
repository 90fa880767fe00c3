// Expected: 3:7: syntax error: } is missing
var a = {
  b: 1
