import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Unknown, Lambda, isObject, lift, shown, typeName } from './values.js';

// https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions, as far as the templates use them. What is not here is an error.
// `deep` functions need to know their arguments through and through; the others look at the outermost level alone, and take what is unknown inside along.

function deep(types, compute) {
  return { types, run: (args, { name }) => lift(args, () => `${name}(${args.map(textOf).join(', ')})`, (known) => compute(...known)) };
}

function shallow(types, compute) {
  return {
    types,
    run: (args, { name }) => {
      const unknown = args.some((arg) => arg instanceof Unknown);
      return unknown ? lift(args, () => `${name}(${args.map(textOf).join(', ')})`, (known) => compute(...known)) : compute(...args);
    },
  };
}

function ofDeployment(types, compute) {
  return { types, run: (args, scope) => compute(scope, ...args) };
}

/** How a value reads inside the text of an unknown one. */
export function textOf(value) {
  if (value instanceof Unknown) return value.text;
  if (value instanceof Lambda) return '=>';
  return typeof value === 'string' ? `'${value}'` : shown(value);
}

/** Name → the types of its parameters ("?" ends an optional one, "…" one that repeats), and what it does. */
export const FUNCTIONS = {
  // strings
  toLower: deep(['string'], (text) => text.toLowerCase()),
  toUpper: deep(['string'], (text) => text.toUpperCase()),
  replace: deep(['string', 'string', 'string'], (text, old, replacement) => text.replaceAll(old, replacement)),
  split: deep(['string', 'string|array'], (text, by) => text.split(Array.isArray(by) ? new RegExp(by.map(literally).join('|')) : by)),
  join: deep(['array', 'string'], (items, by) => items.join(by)),
  format: deep(['string', 'any…'], (text, ...values) => text.replace(/\{(\d+)\}/g, (_, i) => stringOf(values[i]))),
  startsWith: deep(['string', 'string'], (text, start) => text.toLowerCase().startsWith(start.toLowerCase())),
  endsWith: deep(['string', 'string'], (text, end) => text.toLowerCase().endsWith(end.toLowerCase())),
  string: deep(['any'], stringOf),
  int: deep(['string|int'], (text) => requireInteger(text)),
  bool: deep(['any'], (value) => ['true', '1'].includes(String(value).toLowerCase())),
  json: deep(['string'], (text) => JSON.parse(text)),
  // Their values are ours, but of Azure's form: 13 letters and digits, and a UUID. Equal arguments give equal values.
  uniqueString: deep(['string…'], (...parts) => BigInt(`0x${hash(parts)}`).toString(32).slice(0, 13)),
  guid: deep(['string…'], (...parts) => hash(parts).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-5$3-8$4-$5')),

  // numbers
  max: deep(['any…'], (...numbers) => Math.max(...numbers.flat())),
  min: deep(['any…'], (...numbers) => Math.min(...numbers.flat())),
  range: deep(['int', 'int'], (start, count) => Array.from({ length: count }, (_, i) => start + i)),

  // arrays and objects
  length: shallow(['string|array|object'], (value) => (isObject(value) ? Object.keys(value) : value).length),
  empty: shallow(['string|array|object|null'], (value) => value === null || (isObject(value) ? Object.keys(value) : value).length === 0),
  first: shallow(['string|array'], (value) => value[0] ?? (typeof value === 'string' ? '' : null)),
  last: shallow(['string|array'], (value) => value.at(-1) ?? (typeof value === 'string' ? '' : null)),
  take: shallow(['string|array', 'int'], (value, count) => value.slice(0, Math.max(count, 0))),
  skip: shallow(['string|array', 'int'], (value, count) => value.slice(Math.max(count, 0))),
  contains: deep(['string|array|object', 'any'], contains),
  concat: shallow(['any…'], (...values) => (typeof values[0] === 'string' ? values.join('') : values.flat())),
  union: shallow(['any…'], (...values) => values.reduce(union)),
  flatten: shallow(['array'], (value) => value.flat()),
  items: shallow(['object'], (value) => Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => ({ key, value: item }))),
  objectKeys: shallow(['object'], (value) => Object.keys(value)),
  map: shallow(['array', 'lambda'], (items, lambda) => items.map((item, i) => lambda.apply(item, i))),
  filter: shallow(['array', 'lambda'], (items, lambda) => items.filter((item, i) => decided(lambda.apply(item, i)))),
  reduce: shallow(['array', 'any', 'lambda'], (items, start, lambda) => items.reduce((sum, item) => lambda.apply(sum, item), start)),
  toObject: shallow(['array', 'lambda', 'lambda?'], (items, key, value) => Object.fromEntries(items.map((item) => [decided(key.apply(item)), value ? value.apply(item) : item]))),
  any: { types: ['any'], run: ([value]) => value },

  // files
  loadTextContent: ofDeployment(['string'], (scope, path) => load(scope, path)),
  loadJsonContent: ofDeployment(['string'], (scope, path) => JSON.parse(load(scope, path))),

  // where it is deployed
  subscription: ofDeployment(['string?'], ({ context }, id = context.subscriptionId) => ({ id: `/subscriptions/${id}`, subscriptionId: id, tenantId: context.tenantId, displayName: 'sample' })),
  resourceGroup: ofDeployment(['string?', 'string?'], resourceGroup),
  tenant: ofDeployment([], ({ context }) => ({ tenantId: context.tenantId })),
  deployment: ofDeployment([], ({ context }) => ({ name: 'sample', location: context.location })),
  deployer: ofDeployment([], ({ context }) => ({ objectId: '00000000-0000-0000-0000-0000000000d0', tenantId: context.tenantId })),
  environment: ofDeployment([], () => ENVIRONMENT),
  resourceId: ofDeployment(['string…'], resourceId),
  subscriptionResourceId: ofDeployment(['string…'], subscriptionResourceId),
  extensionResourceId: deep(['string', 'string', 'string…'], (scope, type, ...names) => `${scope}/providers/${typed(type, names)}`),
};

/** https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-deployment#environment */
const ENVIRONMENT = {
  name: 'AzureCloud',
  resourceManager: 'https://management.azure.com/',
  portal: 'https://portal.azure.com',
  authentication: { loginEndpoint: 'https://login.microsoftonline.com/', audiences: ['https://management.core.windows.net/', 'https://management.azure.com/'], tenant: 'common', identityProvider: 'AAD' },
  suffixes: { acrLoginServer: '.azurecr.io', keyvaultDns: '.vault.azure.net', sqlServerHostname: '.database.windows.net', storage: 'core.windows.net' },
};

/** Throws where the arguments do not fit the function's parameters. */
export function checkArguments(name, args) {
  const { types } = FUNCTIONS[name];
  const repeats = types.at(-1)?.endsWith('…');
  const least = types.filter((type) => !type.endsWith('?') && !type.endsWith('…')).length + (repeats ? 1 : 0);
  if (args.length < least || (!repeats && args.length > types.length)) {
    throw new Error(`${name} takes ${repeats ? 'at least ' : ''}${least === types.length || repeats ? least : `${least} to ${types.length}`} argument${types.length === 1 && !repeats ? '' : 's'}, not ${args.length}`);
  }
  args.forEach((arg, i) => {
    const type = (types[i] ?? types.at(-1)).replace(/[?…]$/, '');
    if (type !== 'any' && !(arg instanceof Unknown) && !type.split('|').includes(arg instanceof Lambda ? 'lambda' : typeName(arg))) {
      throw new Error(`argument ${i + 1} of ${name} is ${shown(arg)}, not ${type.replaceAll('|', ' or ')}`);
    }
  });
}

function decided(value) {
  if (value instanceof Unknown) {
    throw new Error(`the check cannot tell ${value}, which decides here`);
  }
  return value;
}

function contains(container, item) {
  if (isObject(container)) {
    return Object.keys(container).some((key) => key.toLowerCase() === String(item).toLowerCase());
  }
  return Array.isArray(container) ? container.some((each) => JSON.stringify(each) === JSON.stringify(item)) : container.includes(String(item));
}

/** Objects are merged at every depth, the later one wins; of arrays, each item is there once. */
function union(a, b) {
  if (Array.isArray(a) && Array.isArray(b)) {
    return [...a, ...b].filter((item, i, all) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(item)) === i);
  }
  if (!isObject(a) || !isObject(b)) {
    throw new Error(`union takes objects or arrays, not ${shown(isObject(a) ? b : a)}`);
  }
  return Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => {
    const both = isObject(a[key]) && isObject(b[key]);
    return [key, both ? union(a[key], b[key]) : key in b ? b[key] : a[key]];
  }));
}

function stringOf(value) {
  return typeof value === 'string' ? value : typeof value === 'boolean' ? (value ? 'True' : 'False') : JSON.stringify(value);
}

function requireInteger(text) {
  if (!/^-?\d+$/.test(String(text))) {
    throw new Error(`int: "${text}" is no integer`);
  }
  return Number(text);
}

function literally(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function hash(parts) {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function load({ template, loaded }, path) {
  const file = join(dirname(template.path), path);
  loaded.add(file);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`cannot read ${path}: ${error.code}`);
  }
}

function resourceGroup({ context }, ...args) {
  const [name, subscription] = [...args].reverse();
  if (name === undefined && !context.resourceGroup) {
    throw new Error('resourceGroup() has no meaning in a file of scope subscription: name the group');
  }
  return lift([name ?? context.resourceGroup, subscription ?? context.subscriptionId], () => `resourceGroup(${args.map(textOf).join(', ')})`, ([group, id]) => (
    { id: `/subscriptions/${id}/resourceGroups/${group}`, name: group, location: context.location, type: 'Microsoft.Resources/resourceGroups', tags: {} }));
}

function resourceId({ context }, ...args) {
  return lift(args, () => `resourceId(${args.map(textOf).join(', ')})`, (known) => {
    const { before, type, names } = parted(known);
    const [group = context.resourceGroup, subscription = context.subscriptionId] = [...before].reverse();
    if (!group) {
      throw new Error('resourceId needs the name of a resource group in a file of scope subscription');
    }
    return `/subscriptions/${subscription}/resourceGroups/${group}/providers/${typed(type, names)}`;
  });
}

function subscriptionResourceId({ context }, ...args) {
  return lift(args, () => `subscriptionResourceId(${args.map(textOf).join(', ')})`, (known) => {
    const { before, type, names } = parted(known);
    return `/subscriptions/${before[0] ?? context.subscriptionId}/providers/${typed(type, names)}`;
  });
}

/** The arguments of resourceId: what stands before the type, the type, and the names. */
function parted(args) {
  const index = args.findIndex((arg) => arg.includes('/') && /^[\w.]+\./.test(arg));
  if (index < 0) {
    throw new Error('no argument is a resource type');
  }
  return { before: args.slice(0, index), type: args[index], names: args.slice(index + 1) };
}

/** `Microsoft.A/b/c` with the names x and y: `Microsoft.A/b/x/c/y`. */
export function typed(type, names) {
  const [provider, ...kinds] = type.split('/');
  if (kinds.length !== names.length) {
    throw new Error(`${type} needs ${kinds.length} name${kinds.length === 1 ? '' : 's'}, not ${names.length}: ${names.join(', ')}`);
  }
  return [provider, ...kinds.flatMap((kind, i) => [kind, names[i]])].join('/');
}
