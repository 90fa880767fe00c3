import { readFileSync } from 'node:fs';

// Where Microsoft's program is silent or too strict. Every entry has its reason, and a test fails when it is no longer needed.

/** Types that the program cannot tell, transcribed by hand from where they are published: full name → definitions. */
export const TRANSCRIBED = new Map([
  // All versions in use are previews, and the program knows stable versions alone.
  ['Microsoft.Insights/diagnosticSettings', transcribed('diagnosticSettings')],
]);

/** Types that may be deployed onto a resource although their published scopes do not say so: https://learn.microsoft.com/azure/azure-resource-manager/bicep/scope-extension-resources */
export const ALSO_ON_RESOURCES = new Set(['Microsoft.Authorization/roleAssignments']);

function transcribed(name) {
  return JSON.parse(readFileSync(new URL(`transcribed/${name}.json`, import.meta.url), 'utf8'));
}
