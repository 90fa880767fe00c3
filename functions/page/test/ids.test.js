import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupOf, nameOf, shorten, split, stepInWords } from '../src/ids.js';

const SUBNET =
  '/subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/net/subnets/pe';

test('an id is split before type and name', () => {
  const [start, end] = split(SUBNET);
  assert.equal(start + end, SUBNET);
  assert.equal(end, '/subnets/pe');
  assert.equal(nameOf(SUBNET), 'pe');
  assert.equal(groupOf(SUBNET), 'rg');
});

test('the middle of a long text is left out, both ends stay', () => {
  assert.equal(shorten('short', 10), 'short');
  const text = shorten('AcrPull.00000000-0000-0000-0000-0000000000a1', 20);
  assert.equal(text.length, 20);
  assert.match(text, /^AcrPull.*…0+a1$/);
});

test('a step is told in words, a subnet without its network', () => {
  assert.equal(stepInWords('lockdown'), 'Lockdown');
  assert.equal(stepInWords('subnet.net.pe'), 'Subnet pe');
  assert.equal(stepInWords('identity-grant.AcrPull.a1'), 'Identity grant AcrPull for a1');
});
