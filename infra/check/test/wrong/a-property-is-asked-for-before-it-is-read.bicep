// Expected: 5:19: contains() asks for what is read then: use .? or [? ], with ?? for what is missing
// Expected: 6:19: contains() asks for what is read then: use .? or [? ], with ?? for what is missing
@description('Sample.')
param sample object = { a: 'b' }
output a string = contains(sample, 'a') ? sample.a : ''
output b string = contains(sample, 'b') ? sample['b'] : ''
