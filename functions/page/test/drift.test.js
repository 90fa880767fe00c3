import assert from 'node:assert/strict';
import { test } from 'node:test';

const PAGE = '../../target/classes/dev/moat/trigger/page/';
const REGISTRY =
  '/subscriptions/1/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/acrshop';

/** What the page finds in a browser. Its clock stands still: it would keep the tests from ending. */
globalThis.document = { baseURI: 'https://moat.example/api/ui' };
globalThis.setInterval = () => {};
const { Attention } = await import(`${PAGE}attention.js`);
const { StepDetails } = await import(`${PAGE}step.js`);
const { VerbDialog } = await import(`${PAGE}verbdialogs.js`);
const { h } = await import(`${PAGE}preact.module.js`);

const OPENED = {
  foundAt: '2026-01-02T03:04:09.321Z',
  differences: [{ field: 'publicNetworkAccess', expected: 'Disabled', found: 'Enabled' }],
  response: 'REPORTED',
  cause: {
    resource: REGISTRY,
    operation: 'Microsoft.ContainerRegistry/registries/write',
    actor: { name: 'Alice Liddell', objectId: '0a11ce00', appId: '04b07795' },
    correlationId: '3cfdf5d3',
    at: '2026-01-02T03:04:05Z',
  },
};

const WHAT_AND_WHO = [
  'Field Asked for In Azure publicNetworkAccess Disabled Enabled',
  'Alice Liddell did Microsoft.ContainerRegistry/registries/write',
  '2026-01-02T03:04:05Z',
  'object id 0a11ce00',
  'with application 04b07795',
  'Correlation id 3cfdf5d3',
  '/registries/acrshop',
  'Found 2026-01-02T03:04:09.321Z',
];

test('a drifted step is shown with what differs, who did that when, and what to do', () => {
  const text = attention(step({ status: 'DRIFTED', advice: 'Put it back.' }));

  assertHas(text, [...WHAT_AND_WHO, 'Drifted', 'Moat left it as it is.']);
  assertHas(text, ['What to do: Put it back.', 'Replay this step']);
});

test('a contested step is shown likewise', () => {
  const contested = { ...OPENED, response: 'CONTESTED' };
  const text = attention(
    step({ status: 'CONTESTED', drifts: [contested], advice: 'Find out who is to decide.' }),
  );

  assertHas(text, [...WHAT_AND_WHO, 'Contested', 'Moat no longer repairs it.']);
  assertHas(text, ['What to do: Find out who is to decide.']);
});

test('a repair that failed tells its error and who made it necessary', () => {
  const error = { code: 'NoProof', message: 'No record.', advice: 'Look at the zone.' };
  const text = attention(step({ status: 'FAILED', error }));

  assertHas(text, [...WHAT_AND_WHO, 'NoProof', 'No record.', 'What to do: Look at the zone.']);
  assert.doesNotMatch(text, /left it as it is/);
});

test('a lock that waits for its proof is not called repaired', () => {
  const repairing = step({
    status: 'PARKED',
    waitingFor: 'the records',
    drifts: [{ ...OPENED, response: 'REPAIRED' }],
  });

  for (const text of [attention(repairing), details(repairing)]) {
    assertHas(text, [...WHAT_AND_WHO, 'the records', 'Moat repairs it.']);
    assert.doesNotMatch(text, /Moat repaired it/);
  }
});

test('what was repaired is over', () => {
  const drifts = [{ ...OPENED, response: 'REPAIRED' }];
  const later = '2026-01-02T04:00:00Z';

  assertHas(details(step({ status: 'SUCCEEDED', drifts })), ['Moat repaired it.']);
  const looksAgain = step({ status: 'PARKED', waitingFor: 'Azure', drifts, startedAt: later });
  assertHas(attention(looksAgain), ['waits for Azure']);
  assert.doesNotMatch(attention(looksAgain), /Alice/);
  assertHas(details(looksAgain), ['Moat set out to repair it.']);
});

test('who did it is not made up', () => {
  const { cause, ...unexplained } = OPENED;
  const nameless = { ...OPENED, cause: { ...cause, actor: { appId: '04b07795' } } };

  assertHas(attention(step({ drifts: [unexplained] })), ['No event tells who did it.']);
  assertHas(attention(step({ drifts: [nameless] })), ['04b07795 did Microsoft']);
});

test('who replays a registry that is gone is told that an empty one is made', () => {
  const gone = {
    ...OPENED,
    differences: [{ field: 'existence', expected: 'present', found: 'absent' }],
  };
  const lost = step({ name: 'registry', kind: 'registry', drifts: [gone] });
  const replay = (...steps) =>
    textOf(h(VerbDialog, { verb: 'replay', setup: { ...setupOf(...steps), registry: REGISTRY } }));

  assert.match(replay(step({}), lost), /it makes an empty registry of that name/);
  assert.doesNotMatch(replay(step({})), /empty registry/);
});

/** The lock of a setup, with what is given. */
function step(given) {
  return {
    name: 'lockdown',
    kind: 'lockdown',
    status: 'DRIFTED',
    resource: REGISTRY,
    prerequisites: [],
    evidence: [],
    outputs: {},
    calls: { reads: 1, writes: 0 },
    replayable: true,
    startedAt: '2026-01-02T03:04:09Z',
    drifts: [OPENED],
    ...given,
  };
}

function setupOf(...steps) {
  return { id: 'acrshop-1', version: '1', status: 'DRIFTED', steps };
}

function attention(...steps) {
  return textOf(h(Attention, { setup: setupOf(...steps), mayOperate: true }));
}

function details(shown) {
  return textOf(h(StepDetails, { step: shown }));
}

function assertHas(text, parts) {
  parts.forEach((part) => assert.ok(text.includes(part), `"${part}" is not in: ${text}`));
}

/** What people read; a time is told by its moment, for how long ago that is changes. */
function textOf(element) {
  return drawn(element)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[.,·])/g, '');
}

function drawn(element) {
  if (Array.isArray(element)) {
    return element.map(drawn).join('');
  }
  if (typeof element !== 'object' || element === null) {
    return typeof element === 'string' || typeof element === 'number' ? String(element) : '';
  }
  const { type, props } = element;
  if (typeof type === 'function') {
    return drawn(outcomeOf(type, props));
  }
  const text = type === 'time' ? props.datetime : drawn(props.children);
  return ['span', 'strong', 'code'].includes(type) ? text : ` ${text} `;
}

function outcomeOf(type, props) {
  if (!type.prototype?.render) {
    return type(props);
  }
  const component = new type(props);
  return component.render(props, component.state ?? {});
}
