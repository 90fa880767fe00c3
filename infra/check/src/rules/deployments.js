import { Problem } from '../problem.js';
import { Unknown, isObject, shown } from '../evaluate/values.js';
import { ofType, privateTargets, queues, roleAssignments } from './subjects.js';

const STORAGE = 'Microsoft.Storage/storageAccounts';
const SERVICE_BUS = 'Microsoft.ServiceBus/namespaces';
const SITE = 'Microsoft.Web/sites';
const PUBLISHING = 'Microsoft.Web/sites/basicPublishingCredentialsPolicies';

/** Rules that look at what a template comes to. A property that is left to its default breaks them too: the template shall say it. */
export const DEPLOYMENT_RULES = [
  {
    name: 'Service Bus takes no keys',
    of: (deployment) => wants(deployment, SERVICE_BUS, 'disableLocalAuth', true),
  },
  {
    name: 'storage accounts take no keys',
    of: (deployment) => wants(deployment, STORAGE, 'allowSharedKeyAccess', false),
  },
  {
    name: 'Application Insights takes no keys',
    of: (deployment) => ofType(deployment, 'Microsoft.Insights/components')
      .flatMap((subject) => expect(subject, 'DisableLocalAuth', subject.properties.DisableLocalAuth ?? subject.properties.disableLocalAuth, [true])),
  },
  {
    name: 'Log Analytics takes no keys',
    of: (deployment) => wants(deployment, 'Microsoft.OperationalInsights/workspaces', 'features.disableLocalAuth', true),
  },
  {
    name: 'the function app takes no publishing passwords',
    of: (deployment) => [
      ...wants(deployment, PUBLISHING, 'allow', false),
      ...ofType(deployment, SITE).flatMap((site) => ['ftp', 'scm']
        .filter((way) => !ofType(deployment, PUBLISHING).some(({ name }) => name === `${site.name}/${way}`))
        .map((way) => new Problem(`${site.name} does not switch off passwords for ${way}`, site.at))),
    ],
  },
  {
    name: 'no value carries a key',
    of: ({ resources, modules }) => [...resources.map(({ body, at }) => ({ value: body, at })), ...modules.map(({ params, at }) => ({ value: params, at }))]
      .flatMap(({ value, at }) => texts(value).filter((text) => KEY.test(text)).map((text) => new Problem(`${text} carries a key: use the identity`, at))),
  },
  {
    name: 'TLS is 1.2 or newer',
    of: (deployment) => [
      ...wants(deployment, STORAGE, 'minimumTlsVersion', 'TLS1_2', 'TLS1_3'),
      ...wants(deployment, SERVICE_BUS, 'minimumTlsVersion', '1.2', '1.3'),
      ...wants(deployment, SITE, 'siteConfig.minTlsVersion', '1.2', '1.3'),
      ...wants(deployment, SITE, 'siteConfig.scmMinTlsVersion', '1.2', '1.3'),
    ],
  },
  {
    name: 'only https is served',
    of: (deployment) => [...wants(deployment, STORAGE, 'supportsHttpsTrafficOnly', true), ...wants(deployment, SITE, 'httpsOnly', true)],
  },
  {
    name: 'queues lose and repeat nothing',
    of: (deployment) => queues(deployment).flatMap((queue) => [
      ...expect(queue, 'deadLetteringOnMessageExpiration', queue.properties.deadLetteringOnMessageExpiration, [true]),
      ...expect(queue, 'requiresDuplicateDetection', queue.properties.requiresDuplicateDetection, [true]),
      ...['duplicateDetectionHistoryTimeWindow', 'lockDuration', 'maxDeliveryCount', 'defaultMessageTimeToLive']
        .filter((name) => queue.properties[name] === undefined)
        .map((name) => new Problem(`${queue.name}: ${name} is not set`, queue.at)),
    ]),
  },
  {
    name: 'role assignments name the type of the principal',
    of: (deployment) => roleAssignments(deployment)
      .filter(({ properties }) => properties.principalType === undefined)
      .map(({ at }) => new Problem('a role assignment without principalType fails while Microsoft Entra ID does not know a new identity everywhere', at)),
  },
  {
    name: 'built-in roles are assigned on single resources',
    of: (deployment) => {
      const own = ofType(deployment, 'Microsoft.Authorization/roleDefinitions').map(({ name }) => name);
      return deployment.resources
        .filter(({ type, scope, body }) => type === 'Microsoft.Authorization/roleAssignments' && scope.kind !== 'Extension' && !own.includes(String(body.properties?.roleDefinitionId).split('/').at(-1)))
        .map(({ scope, symbol, at }) => new Problem(`${symbol} assigns a role of Azure's on ${scope.id}: name the resource as its scope`, at));
    },
  },
  {
    name: 'private networking leaves no public way',
    of: (deployment, { privateNetworking }) => (privateNetworking ? [STORAGE, SERVICE_BUS].flatMap((type) => isPrivate(deployment, type)) : []),
  },
];

const KEY = /AccountKey|SharedAccessKey|SharedAccessSignature|\.list[A-Z]\w*\(/;

function isPrivate(deployment, type) {
  const targets = privateTargets(deployment);
  const subjects = ofType(deployment, type);
  if (subjects.length === 0) {
    return [new Problem(`private networking is on, and there is no ${type}`)];
  }
  return subjects.flatMap((subject) => {
    const reached = (subject.properties.privateEndpoints ?? []).length > 0 || targets.some((target) => (subject.id ? target === subject.id.toLowerCase() : target.includes(`${subject.name}`.toLowerCase())));
    return [
      ...expect(subject, 'publicNetworkAccess', subject.properties.publicNetworkAccess, ['Disabled']),
      ...(reached ? [] : [new Problem(`${subject.name} has no private endpoint`, subject.at)]),
    ];
  });
}

function wants(deployment, type, path, ...allowed) {
  return ofType(deployment, type).flatMap((subject) => expect(subject, path, path.split('.').reduce((value, name) => value?.[name], subject.properties), allowed));
}

function expect({ name, at }, property, value, allowed) {
  if (allowed.includes(value)) {
    return [];
  }
  const found = value === undefined ? 'is not set' : `is ${shown(value)}`;
  return [new Problem(`${name}: ${property} ${found}, it must be ${allowed.map(shown).join(' or ')}`, at)];
}

/** Every text in a value. */
function texts(value) {
  if (typeof value === 'string') return [value];
  if (value instanceof Unknown) return [value.text];
  return isObject(value) || Array.isArray(value) ? Object.values(value).flatMap(texts) : [];
}
