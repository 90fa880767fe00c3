import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fixtures, problemsOf } from '../testing/fixtures.js';
import { INFRA, cases } from '../cases.js';
import { AGREEMENTS, eventsAgree, readFiles } from '../src/agreement.js';
import { publishedTypes } from '../src/published/catalog.js';
import { TRANSCRIBED } from '../src/published/exceptions.js';
import { checkFolder } from '../src/project.js';
import { DEPLOYMENT_RULES } from '../src/rules/deployments.js';
import { TEMPLATE_RULES } from '../src/rules/templates.js';

// All that needs published types is in this one file: each file of tests is a process, and would start Microsoft's program anew.

for (const fixture of fixtures('right')) {
  test(`nothing is wrong with ${fixture.name}`, async () => {
    assert.deepEqual(await problemsOf(fixture), []);
  });
}

// Each template has one mistake, and says in its comments what the check must answer: exactly that.
for (const fixture of fixtures('wrong')) {
  test(fixture.name, async () => {
    assert.notEqual(fixture.expected.length, 0);
    assert.deepEqual(await problemsOf(fixture), fixture.expected);
  });
}

const all = cases();
const { deployments, problems, templates } = await checkFolder(INFRA, all);
const files = readFiles(join(INFRA, '..'));

test('there are templates, and cases of them', () => {
  assert.ok(templates.length > 0);
  assert.deepEqual([...deployments.keys()], all);
});

const KINDS = ['syntax', 'names', 'evaluation', 'types', 'modules', 'cases', ...[...TEMPLATE_RULES, ...DEPLOYMENT_RULES].map(({ name }) => name)];

for (const kind of KINDS) {
  test(`the project's Bicep: ${kind}`, () => {
    assert.deepEqual(problems.filter((problem) => problem.kind === kind).map(({ text }) => text), []);
  });
}

test('every problem is of a kind that is tested', () => {
  assert.deepEqual(problems.filter(({ kind }) => !KINDS.includes(kind)), []);
});

for (const [each, deployment] of deployments) {
  for (const agreement of each.template === 'main.bicep' ? AGREEMENTS : []) {
    test(`${each.name}: ${agreement.name}`, () => {
      assert.deepEqual(agreement.of(deployment, files, each.parameters).map(String), []);
    });
  }
}

test('what is transcribed by hand is used, and cannot be had from the program', async () => {
  const used = new Set([...deployments.values()].flatMap(({ resources }) => resources.map(({ type }) => type)));
  for (const [type, answer] of await publishedTypes([...TRANSCRIBED.keys()])) {
    assert.ok(answer.failure, `${type} has a published type: remove its transcription`);
  }
  assert.deepEqual([...TRANSCRIBED.keys()].filter((type) => !used.has(type)), []);
});

test('the event subscription is that of event-subscription.json', () => {
  const of = [...deployments].filter(([each]) => each.template === 'events.bicep');
  assert.notEqual(of.length, 0);
  assert.deepEqual(of.flatMap(([, deployment]) => eventsAgree(deployment, files)).map(String), []);
});
