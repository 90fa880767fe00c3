import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixtures, problemsOf } from '../testing/fixtures.js';

// Each template has one mistake, and says in its comments what the check must answer: exactly that.
for (const fixture of fixtures('wrong')) {
  test(fixture.name, async () => {
    assert.notEqual(fixture.expected.length, 0);
    assert.deepEqual(await problemsOf(fixture), fixture.expected);
  });
}
