import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateTemplate } from '../src/evaluate/deployment.js';
import { SAMPLE } from '../src/project.js';
import { readTemplate } from '../src/syntax/template.js';

/** What an expression comes to, in a file that is deployed to the resource group "sample"; or throws what is wrong with it. */
export function valueOf(expression) {
  const folder = mkdtempSync(join(tmpdir(), 'bicep-'));
  try {
    const path = join(folder, 'sample.bicep');
    writeFileSync(path, `output result object = {\n  value: ${expression}\n}\n`);
    const { outputs, problems } = evaluateTemplate((file) => readTemplate(file, folder), path, {}, { ...SAMPLE, resourceGroup: 'sample' });
    if (problems.length > 0) {
      throw problems[0];
    }
    return outputs.result.value;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
