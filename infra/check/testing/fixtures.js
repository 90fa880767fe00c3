import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readInterfaces } from '../src/modules.js';
import { check } from '../src/project.js';

const TEST = fileURLToPath(new URL('../test', import.meta.url));

/** Templates that tests bring, and what their comments say: `// Expected:` for each problem, `// Parameters:` and `// Case:`. */
export function fixtures(folder) {
  return readdirSync(join(TEST, folder)).filter((name) => name.endsWith('.bicep')).map((name) => {
    const path = join(TEST, folder, name);
    const text = readFileSync(path, 'utf8');
    const notes = (key) => [...text.matchAll(new RegExp(`^// ${key}: (.*)$`, 'gm'))].map(([, note]) => note);
    return {
      name: basename(name, '.bicep').replaceAll('-', ' '),
      path,
      expected: notes('Expected'),
      parameters: JSON.parse(notes('Parameters')[0] ?? '{}'),
      more: JSON.parse(notes('Case')[0] ?? '{}'),
    };
  });
}

/** What is wrong with a fixture, without the name of its file. */
export async function problemsOf({ path, parameters, more }) {
  const interfaces = readInterfaces(join(TEST, 'modules'));
  const { problems } = await check(join(path, '..'), [path], interfaces, [{ template: basename(path), parameters, ...more }]);
  return problems.map(({ text }) => text.replace(`${basename(path)}: `, '').replace(`${basename(path)}:`, ''));
}
