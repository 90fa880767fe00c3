// Expected: 2:1: type idle is never used
type idle = {
  a: string
}
