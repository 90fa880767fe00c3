import { fileURLToPath } from 'node:url';
import { azdParameters } from './src/project.js';

// With which parameters each template is looked at. Together they must deploy every resource and call every module: the check says where they do not.

/** The folder of the templates. */
export const INFRA = fileURLToPath(new URL('..', import.meta.url));

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const HUB = '00000000-0000-0000-0000-000000000002';
const SOMEBODY = '00000000-0000-0000-0000-0000000000aa';
const ANOTHER = '11111111-1111-1111-1111-111111111111';

const NETWORK = `/subscriptions/${HUB}/resourceGroups/hub/providers/Microsoft.Network`;
const MOAT = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-moat-dev/providers`;

/** main.bicep with main.parameters.json as azd would give it, and with other values for some. */
function main(name, changes = {}, more = {}) {
  const delivered = azdParameters(`${INFRA}/main.parameters.json`, { AZURE_ENV_NAME: 'dev', AZURE_LOCATION: 'westeurope', AZURE_SUBSCRIPTION_ID: SUBSCRIPTION });
  return { name, template: 'main.bicep', parameters: { ...delivered, ...changes }, ...more };
}

function events(name, changes = {}) {
  const parameters = {
    environmentName: 'dev',
    location: 'westeurope',
    functionAppId: `${MOAT}/Microsoft.Web/sites/func-moat`,
    storageAccountId: `${MOAT}/Microsoft.Storage/storageAccounts/stmoat`,
    ...changes,
  };
  return { name, template: 'events.bicep', parameters };
}

/** Made when asked for, because they read the project's files. */
export function cases() {
  return [
    main('as delivered'),
    main('private networking', { privateNetworking: true, natGatewayId: `${NETWORK}/natGateways/out` }, { privateNetworking: true }),
    main('private networking in a network that is there', {
      privateNetworking: true,
      functionsSubnetId: `${NETWORK}/virtualNetworks/hub/subnets/functions`,
      privateEndpointsSubnetId: `${NETWORK}/virtualNetworks/hub/subnets/endpoints`,
      privateDnsZoneIds: { blob: `${NETWORK}/privateDnsZones/privatelink.blob.core.windows.net` },
    }, { privateNetworking: true }),
    main('sign-in and limited callers', { authenticationClientId: SOMEBODY, allowedCidrs: ['10.0.0.0/8'], minimumTlsVersion: '1.3', alwaysReadyInstances: 1 }),
    main('alerts by mail', { alertEmails: ['operators@example.com'] }),
    main('alerts to a group that is there', { alertActionGroupId: `/subscriptions/${HUB}/resourceGroups/hub/providers/Microsoft.Insights/actionGroups/operators` }),
    main('many scopes, roles and callers', {
      scopes: [
        { subscriptionId: SUBSCRIPTION, roles: ['registries', 'networks', 'grants'] },
        { subscriptionId: ANOTHER, resourceGroup: 'registries', roles: ['registries', 'networks', 'grants'] },
        { subscriptionId: HUB, resourceGroup: 'dns', roles: ['dns'] },
      ],
      allowedRoles: ['AcrPull', 'AcrPush', 'Container Registry Repository Reader', 'Owner'],
      grantPrincipalTypes: ['ServicePrincipal', 'Group'],
      requestSenders: [{ principalId: SOMEBODY, principalType: 'User' }],
    }),
    main('other settings', { appSettings: { SWEEP_INTERVAL: 'PT12H' }, names: { functionApp: 'moat-dev' } }),
    events('events'),
    events('events without dead letters', { deadLetters: false, actionGroupIds: [`${MOAT}/Microsoft.Insights/actionGroups/operators`] }),
    events('events of a topic that is there', { existingTopicName: 'found', resourceGroupName: 'elsewhere', actionGroupIds: [`${MOAT}/Microsoft.Insights/actionGroups/operators`] }),
  ];
}
