import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  arrange,
  layersOf,
  withoutDetours,
} from '../../target/classes/dev/moat/trigger/page/layout.js';

const STEPS = [
  ['preflight'],
  ['network', 'preflight'],
  ['registry', 'preflight'],
  ['zone', 'preflight'],
  ['subnet', 'network'],
  ['other-subnet', 'network'],
  ['link', 'zone', 'network'],
  ['grant', 'registry'],
  ['endpoint', 'registry', 'subnet'],
  ['zone-group', 'endpoint', 'zone'],
  ['lockdown', 'link', 'zone-group', 'grant'],
].map(([name, ...prerequisites]) => ({ name, prerequisites }));

test('a step is one layer after its last prerequisite', () => {
  const layers = layersOf(STEPS);
  assert.equal(layers.get('preflight'), 0);
  assert.equal(layers.get('link'), 2);
  assert.equal(layers.get('lockdown'), 5);
});

test('a prerequisite that is no longer there is passed over', () => {
  assert.equal(layersOf([{ name: 'a', prerequisites: ['gone'] }]).get('a'), 0);
});

test('an edge that others make needless is not drawn', () => {
  const edges = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
    { from: 'a', to: 'c' },
  ];
  assert.deepEqual(withoutDetours(edges), edges.slice(0, 2));
});

for (const width of [300, 328, 600, 1200, 2000]) {
  test(`at ${width} pixels every step has a place of its own, after its prerequisites`, () => {
    const drawn = arrange(STEPS, width);
    assert.ok(drawn.width <= width, `it is ${drawn.width} wide`);
    assert.equal(drawn.nodes.length, STEPS.length);
    assert.equal(drawn.edges.length, STEPS.flatMap((step) => step.prerequisites).length);
    drawn.nodes.forEach((node) => assertWithin(node, drawn));
    assertApart(drawn.nodes);
    assertForwards(drawn, width);
  });
}

test('wide screens have columns, narrow ones rows', () => {
  assert.ok(height(1200) < height(328));
});

function height(width) {
  return arrange(STEPS, width).height;
}

function assertWithin({ name, x, y, width, height }, drawn) {
  const inside = x >= 0 && y >= 0 && x + width <= drawn.width + 1 && y + height <= drawn.height + 1;
  assert.ok(inside, `${name} is outside`);
}

function assertApart(nodes) {
  nodes.forEach((one, index) =>
    nodes.slice(index + 1).forEach((other) => {
      const apart =
        one.x + one.width <= other.x ||
        other.x + other.width <= one.x ||
        one.y + one.height <= other.y ||
        other.y + other.height <= one.y;
      assert.ok(apart, `${one.name} and ${other.name} overlap`);
    }),
  );
}

function assertForwards({ nodes, edges }, width) {
  const places = new Map(nodes.map((node) => [node.name, node]));
  const columns =
    places.get('network').x > places.get('preflight').x + places.get('preflight').width;
  edges.forEach(({ from, to, path }) => {
    const [source, target] = [places.get(from), places.get(to)];
    const forwards = columns
      ? source.x + source.width <= target.x
      : source.y + source.height <= target.y;
    assert.ok(forwards, `${from} is not before ${to} at ${width}`);
    assert.match(path, /^M[-\d.]+ [-\d.]+(C[-\d. ]+)+$/);
  });
}
