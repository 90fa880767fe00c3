import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Problem } from './problem.js';
import { shown } from './evaluate/values.js';
import { appSettings, ofType, queues, roleAssignments } from './rules/subjects.js';

/** The files that templates and the app share, read from the folder of the project. */
export function readFiles(project) {
  const text = (path) => readFileSync(join(project, path), 'utf8');
  const json = (path) => JSON.parse(text(path));
  return {
    queues: json('infra/queues.json'),
    tables: json('infra/tables.json'),
    eventSubscription: json('infra/event-subscription.json'),
    registryRoles: json('infra/registry-roles.json'),
    settings: json('local.settings.sample.json').Values,
    emulator: json('infra/service-bus-emulator.json').UserConfig.Namespaces[0].Queues,
  };
}

/** What the templates come to and what the files say must be the same. Each: `name`, `of(deployment, files, parameters)` → problems. */
export const AGREEMENTS = [
  { name: 'queues are those of queues.json and of replyQueues', of: queuesAgree },
  { name: 'tables are those of tables.json', of: tablesAgree },
  { name: 'app settings are those of local.settings.sample.json', of: settingsAgree },
  { name: 'settings have the values of local.settings.sample.json', of: valuesAgree },
  { name: 'the emulator has the same queues', of: emulatorAgrees },
  { name: 'ALLOWED_SCOPES are the scopes that roles are assigned on', of: scopesAgree },
  { name: 'ALLOWED_ROLES are the roles that can be assigned', of: rolesAgree },
];

/** The event subscription asks for what event-subscription.json says. */
export function eventsAgree(deployment, { eventSubscription }) {
  const made = ofType(deployment, 'Microsoft.EventGrid/systemTopics/eventSubscriptions');
  return made.flatMap(({ name, properties, at }) => Object.entries(eventSubscription.properties)
    .filter(([key, value]) => !isDeepStrictEqual(properties[key], value))
    .map(([key]) => new Problem(`${name}: ${key} is not as event-subscription.json says`, at)));
}

function queuesAgree(deployment, files, { replyQueues = [] }) {
  const made = new Map(queues(deployment).map((queue) => [queue.name, queue]));
  const stated = files.queues.flatMap((entry) => Object.entries(entry)
    .filter(([property]) => made.has(entry.name) && property in QUEUE_PROPERTIES)
    .filter(([property, value]) => made.get(entry.name).properties[property] !== value)
    .map(([property, value]) => new Problem(`${entry.name}: ${property} is ${shown(made.get(entry.name).properties[property])}, but ${shown(value)} in queues.json`)));
  return [...sameNames('queue', [...made.keys()], 'queues.json and replyQueues', [...files.queues.map(({ name }) => name), ...replyQueues]), ...stated];
}

function tablesAgree(deployment, { tables }) {
  const made = ofType(deployment, 'Microsoft.Storage/storageAccounts/tableServices/tables').map(({ name }) => name.split('/').at(-1));
  return sameNames('table', made, 'tables.json', Object.keys(tables));
}

// In Azure the app connects with its identity, and the runtime is no setting on Flex Consumption.
const ONLY_LOCAL = ['FUNCTIONS_WORKER_RUNTIME', 'ServiceBus'];
const ONLY_IN_AZURE = [
  'AZURE_CLIENT_ID',
  'ServiceBus__fullyQualifiedNamespace', 'ServiceBus__credential', 'ServiceBus__clientId',
  'AzureWebJobsStorage__blobServiceUri', 'AzureWebJobsStorage__tableServiceUri', 'AzureWebJobsStorage__credential', 'AzureWebJobsStorage__clientId',
  'APPLICATIONINSIGHTS_CONNECTION_STRING', 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
];
// https://learn.microsoft.com/azure/azure-functions/functions-reference#common-properties-for-identity-based-connections
const BY_IDENTITY = { ServiceBus__credential: 'managedidentity', AzureWebJobsStorage__credential: 'managedidentity' };

function settingsAgree(deployment, { settings }) {
  const made = Object.keys(appSettings(deployment));
  return sameNames('app setting', made, 'local.settings.sample.json', [...Object.keys(settings).filter((name) => !ONLY_LOCAL.includes(name)), ...ONLY_IN_AZURE]);
}

// Where the app is, and what it may do: these are parameters, and other rules hold them.
const OF_THE_PLACE = ['StateStorage__tableServiceUri', 'ALLOWED_SCOPES', 'ALLOWED_ROLES', 'RESOURCE_MANAGER_ENDPOINT', 'RESOURCE_MANAGER_AUDIENCE'];

function valuesAgree(deployment, { settings, queues: listed }, { appSettings: changed = {}, replyQueues = [], grantPrincipalTypes = ['ServicePrincipal'], authenticationClientId = '' }) {
  const made = appSettings(deployment);
  const byParameters = {
    REPLY_QUEUES: replyQueues.join(','),
    ALLOWED_PRINCIPAL_TYPES: grantPrincipalTypes.join(','),
    SIGN_IN_REQUIRED: String(authenticationClientId !== ''),
  };
  const byQueues = Object.fromEntries(listed.map(({ setting, name }) => [setting, name]));
  const wanted = { ...settings, ...changed, ...BY_IDENTITY, ...byQueues, ...byParameters };
  return Object.entries(wanted)
    .filter(([name]) => name in made && !OF_THE_PLACE.includes(name) && made[name] !== wanted[name])
    .map(([name, value]) => new Problem(`${name} is ${shown(made[name])}, not ${shown(value)}`));
}

// https://github.com/Azure/azure-service-bus-emulator-installer/blob/main/ServiceBus-Emulator/Schema/Config-schema.json
const QUEUE_PROPERTIES = {
  deadLetteringOnMessageExpiration: (value) => value,
  defaultMessageTimeToLive: (value) => atMost(seconds(value), 3600),
  duplicateDetectionHistoryTimeWindow: (value) => atMost(seconds(value), 300),
  forwardDeadLetteredMessagesTo: (value) => value ?? '',
  forwardTo: (value) => value ?? '',
  lockDuration: (value) => atMost(seconds(value), 300),
  maxDeliveryCount: (value) => atMost(value, 10),
  requiresDuplicateDetection: (value) => value,
  requiresSession: (value) => value ?? false,
};

function emulatorAgrees(deployment, { emulator }) {
  const made = new Map(queues(deployment).map(({ name, properties }) => [name, properties]));
  const differing = emulator.filter(({ Name }) => made.has(Name)).flatMap(({ Name, Properties }) => Object.entries(QUEUE_PROPERTIES).flatMap(([name, comparable]) => {
    const there = Properties[name[0].toUpperCase() + name.slice(1)];
    const here = made.get(Name)[name];
    return comparable(here) === comparable(there) ? [] : [new Problem(`${Name}: ${name} is ${shown(here ?? null)}, but ${shown(there ?? null)} in service-bus-emulator.json`)];
  }));
  return [...sameNames('queue', [...made.keys()], 'service-bus-emulator.json', emulator.map(({ Name }) => Name)), ...differing];
}

function atMost(value, limit) {
  return typeof value === 'number' ? Math.min(value, limit) : value;
}

/** A duration such as P1DT2H3M4S; what is none is left as it is. */
function seconds(duration) {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration);
  if (!parts) {
    return duration;
  }
  const [days, hours, minutes, rest] = parts.slice(1).map((part) => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60 + rest;
}

/** Assignments of the roles that the template itself defines. */
function ownAssignments(deployment) {
  const definitions = new Map(ofType(deployment, 'Microsoft.Authorization/roleDefinitions').map(({ name, properties }) => [name, properties]));
  return roleAssignments(deployment)
    .map((assignment) => ({ ...assignment, definition: definitions.get(String(assignment.properties.roleDefinitionId).split('/').at(-1)) }))
    .filter(({ definition }) => definition);
}

function scopesAgree(deployment) {
  const assigned = new Set(ownAssignments(deployment).map(({ scope }) => scope.id.toLowerCase()));
  const allowed = listOf(appSettings(deployment).ALLOWED_SCOPES).map((scope) => scope.toLowerCase());
  return sameNames('scope', [...assigned], 'ALLOWED_SCOPES', allowed);
}

function rolesAgree(deployment, { registryRoles }) {
  const allowed = listOf(appSettings(deployment).ALLOWED_ROLES);
  const granting = ownAssignments(deployment).filter(({ definition }) => definition.permissions?.some(({ actions }) => actions?.includes('Microsoft.Authorization/roleAssignments/write')));
  if (granting.length === 0) {
    return [new Problem('no role that can assign roles is assigned: nothing to compare ALLOWED_ROLES with')];
  }
  return granting.flatMap(({ properties, at }) => {
    const lists = [...String(properties.condition ?? '').matchAll(/:RoleDefinitionId\] ForAnyOfAnyValues:GuidEquals \{([^}]*)\}/g)].map(([, list]) => list);
    if (lists.length !== 2) {
      return [new Problem(`a role that can assign roles is assigned with a condition that bounds ${lists.length} of the two actions write and delete`, at)];
    }
    return lists.flatMap((list) => sameNames('role in the condition', listOf(list), 'ALLOWED_ROLES', allowed.map((role) => registryRoles[role])));
  });
}

function listOf(text = '') {
  return text.split(',').map((item) => item.trim()).filter((item) => item !== '');
}

/** That two lists name the same things. */
function sameNames(what, made, source, wanted) {
  return [
    ...wanted.filter((name) => !made.includes(name)).map((name) => new Problem(`${what} ${name} of ${source} is missing`)),
    ...made.filter((name) => !wanted.includes(name)).map((name) => new Problem(`${what} ${name} is not in ${source}`)),
  ];
}
