import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixtures, problemsOf } from '../testing/fixtures.js';

for (const fixture of fixtures('right')) {
  test(`nothing is wrong with ${fixture.name}`, async () => {
    assert.deepEqual(await problemsOf(fixture), []);
  });
}
