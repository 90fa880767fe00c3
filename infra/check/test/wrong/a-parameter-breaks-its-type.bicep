// Expected: 4:1: parameter place.grup: no such property; did you mean group?
// Parameters: {"place": {"subscription": "a", "grup": "b"}}
@description('Sample.')
param place where

type where = {
  subscription: string
  group: string?
}

output result object = place
