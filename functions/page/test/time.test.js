import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ago, duration } from '../src/time.js';

const NOW = Date.parse('2026-01-02T03:04:05Z');

test('a duration has at most two units', () => {
  assert.equal(duration(420), '0.4 s');
  assert.equal(duration(12_900), '12 s');
  assert.equal(duration(72_000), '1 min 12 s');
  assert.equal(duration(120_000), '2 min');
  assert.equal(duration(7_384_000), '2 h 3 min');
  assert.equal(duration(273_600_000), '3 d 4 h');
});

test('a duration is never negative, however the clocks differ', () => {
  assert.equal(duration(-5000), '0 s');
});

test('what was and what comes are told apart', () => {
  assert.equal(ago('2026-01-02T03:04:03Z', NOW), 'just now');
  assert.equal(ago('2026-01-02T03:01:05Z', NOW), '3 min ago');
  assert.equal(ago('2026-01-02T04:04:05Z', NOW), 'in 1 h');
  assert.equal(ago('2025-12-30T03:04:05Z', NOW), '3 days ago');
});
