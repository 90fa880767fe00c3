import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask } from './session.js';

const { version } = createRequire(import.meta.url)('@azure/mcp/package.json');
const CACHE = fileURLToPath(new URL(`../../../target/types/${version}`, import.meta.url));

/**
 * The published types of resources, each as `{definitions}`, or as `{failure}` where Microsoft's program has none.
 * What was asked once is kept in infra/target, under the version of the program.
 *
 * @param types full names such as Microsoft.Web/sites
 * @returns type, in small letters → its answer
 */
export async function publishedTypes(types) {
  const answers = new Map(types.map((type) => [type.toLowerCase(), kept(type)]));
  const missing = [...answers].filter(([, answer]) => answer === undefined).map(([type]) => type);
  // One after the other: asked for several at once, the program loads its index for each.
  for (const type of missing) {
    answers.set(type, await ask(type));
    keep(type, answers.get(type));
  }
  return answers;
}

function fileOf(type) {
  return join(CACHE, `${type.toLowerCase().replaceAll('/', '_')}.json`);
}

function kept(type) {
  try {
    return JSON.parse(readFileSync(fileOf(type), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** Written aside first: tests that run beside each other read whole files. */
function keep(type, answer) {
  mkdirSync(CACHE, { recursive: true });
  const aside = `${fileOf(type)}.${process.pid}`;
  writeFileSync(aside, JSON.stringify(answer));
  renameSync(aside, fileOf(type));
}
