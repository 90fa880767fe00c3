import { join } from 'node:path';
import { INFRA, cases } from './cases.js';
import { AGREEMENTS, eventsAgree, readFiles } from './src/agreement.js';
import { TRANSCRIBED } from './src/published/exceptions.js';
import { checkFolder } from './src/project.js';

// Checks the project's Bicep and tells people what was looked at, what was not, and what is wrong.

const all = cases();
const { templates, deployments, problems } = await checkFolder(INFRA, all);
const files = readFiles(join(INFRA, '..'));
const disagreements = [...deployments].flatMap(([each, deployment]) => (each.template === 'main.bicep'
  ? AGREEMENTS.flatMap(({ name, of }) => of(deployment, files, each.parameters).map((problem) => `${name}: ${problem} (${each.name})`))
  : eventsAgree(deployment, files).map((problem) => `${problem} (${each.name})`)));

console.log(`${templates.length} Bicep files\n${templates.map(({ file }) => `  ${file}`).join('\n')}\n`);
console.log(`${deployments.size} cases`);
for (const [each, { resources, modules }] of deployments) {
  console.log(`  ${each.template} ${each.name}: ${resources.length} resources, ${modules.length} calls of registry modules`);
}
console.log('\nMost of each in one case');
for (const [what, count] of [...most()].sort(([a], [b]) => a.localeCompare(b))) {
  console.log(`${String(count).padStart(4)}  ${what}`);
}
console.log(`\nHeld against types that were transcribed by hand: ${[...TRANSCRIBED.keys()].join(', ')}`);
console.log('What is not checked at all: README.md\n');

const wrong = [...problems.map(({ text }) => text), ...disagreements];
console.log(wrong.length === 0 ? 'Nothing is wrong.' : `Wrong:\n${wrong.map((text) => `  ${text}`).join('\n')}`);
process.exitCode = wrong.length === 0 ? 0 : 1;

/** Each type of resource and each module, and how often one case has it at most. */
function most() {
  const counts = new Map();
  for (const { resources, modules } of deployments.values()) {
    const names = [...resources.map(({ type, apiVersion }) => `${type}@${apiVersion}`), ...modules.map(({ source }) => source)];
    new Set(names).forEach((name) => counts.set(name, Math.max(counts.get(name) ?? 0, names.filter((other) => other === name).length)));
  }
  return counts;
}
