import { isObject } from '../evaluate/values.js';
import { reference } from '../modules.js';

// Registry modules take the properties of a resource as parameters of the same names, so that rules can look at both alike.
const TYPES = {
  'avm/res/insights/component': 'Microsoft.Insights/components',
  'avm/res/network/private-endpoint': 'Microsoft.Network/privateEndpoints',
  'avm/res/service-bus/namespace': 'Microsoft.ServiceBus/namespaces',
  'avm/res/storage/storage-account': 'Microsoft.Storage/storageAccounts',
  'avm/res/web/site': 'Microsoft.Web/sites',
};

/** Resources of a type, declared in the template or made by a module of the registry: `name`, `id`, `properties`, `at`. */
export function ofType({ resources, modules }, type) {
  return [
    ...resources.filter((resource) => resource.type === type)
      .map(({ name, id, body, at }) => ({ name, id, properties: body.properties ?? {}, at })),
    ...modules.filter(({ source }) => TYPES[reference(source)?.module] === type)
      .map(({ params, at }) => ({ name: params.name, properties: params, at })),
  ];
}

/** Queues of Service Bus: `name`, `properties`, `at`. */
export function queues(deployment) {
  const ofModules = ofType(deployment, 'Microsoft.ServiceBus/namespaces')
    .flatMap(({ properties, at }) => (properties.queues ?? []).map((queue) => ({ name: queue.name, properties: queue, at })));
  const declared = ofType(deployment, 'Microsoft.ServiceBus/namespaces/queues')
    .map((queue) => ({ ...queue, name: queue.name.split('/').at(-1) }));
  return [...declared, ...ofModules];
}

/** Role assignments, with those that modules make for their resource: `properties`, `scope` where it is known, `at`. */
export function roleAssignments({ resources, modules }) {
  return [
    ...resources.filter(({ type }) => type === 'Microsoft.Authorization/roleAssignments')
      .map(({ body, scope, at }) => ({ properties: body.properties ?? {}, scope, at })),
    ...modules.flatMap(({ params, at }) => named(params, 'roleAssignments').flat().map((properties) => ({ properties, at }))),
  ];
}

/** Every value of a property of that name, at any depth. */
function named(value, name) {
  if (!isObject(value) && !Array.isArray(value)) {
    return [];
  }
  return Object.entries(value).flatMap(([key, item]) => (key === name ? [item] : named(item, name)));
}

/** Resource ids that private endpoints lead to, in small letters. */
export function privateTargets(deployment) {
  return ofType(deployment, 'Microsoft.Network/privateEndpoints')
    .flatMap(({ properties }) => properties.privateLinkServiceConnections ?? [])
    .map((connection) => String(connection.properties?.privateLinkServiceId).toLowerCase());
}

/** App settings of the function app: name → value. */
export function appSettings(deployment) {
  const ofSites = ofType(deployment, 'Microsoft.Web/sites').flatMap(({ properties }) => properties.siteConfig?.appSettings ?? []);
  const ofConfig = ofType(deployment, 'Microsoft.Web/sites/config').filter(({ name }) => name.endsWith('/appsettings'));
  return Object.assign(Object.fromEntries(ofSites.map(({ name, value }) => [name, value])), ...ofConfig.map(({ properties }) => properties));
}
