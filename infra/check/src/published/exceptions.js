// Where the published types are silent or too narrow. Every entry has its reason; one that is no longer needed fails a test.

/** Types whose bodies Microsoft's program cannot tell: their resources are NOT held against anything, and the report says so. */
export const UNPUBLISHED = new Map([
  ['Microsoft.Insights/actionGroups', 'The program names an api-version, but does not carry its types.'],
  ['Microsoft.Insights/diagnosticSettings', 'All versions that can be used are previews.'],
  ['Microsoft.Insights/metricAlerts', 'The program names an api-version, but does not carry its types.'],
  ['Microsoft.Insights/scheduledQueryRules', 'The program names an api-version, but does not carry its types.'],
]);

/** Types that may be deployed onto a resource although their published scopes do not say so: https://learn.microsoft.com/azure/azure-resource-manager/bicep/scope-extension-resources */
export const ALSO_ON_RESOURCES = new Set(['Microsoft.Authorization/roleAssignments']);

/** Values that Azure takes although the types, which leave the list open, do not name them: type and property → the values and where they are documented. */
export const UNLISTED_VALUES = new Map();
