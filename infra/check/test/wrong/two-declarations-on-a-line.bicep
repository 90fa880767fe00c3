// Expected: 2:22: a declaration begins on a line of its own
param a string = 'x' output b string = a
