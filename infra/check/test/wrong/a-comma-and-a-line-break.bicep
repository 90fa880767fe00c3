// Expected: 3:4: a line break already separates: remove the comma
output result array = [
  1,
  2
]
