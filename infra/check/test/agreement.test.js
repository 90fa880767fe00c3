import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AGREEMENTS, eventsAgree } from '../src/agreement.js';

const SCOPE = '/subscriptions/a';
const CONDITION = '@Request[x:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {pull-id} AND @Resource[x:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {pull-id}';

/** A small deployment that agrees with its files. */
function sample() {
  const properties = { lockDuration: 'PT30S', maxDeliveryCount: 10, defaultMessageTimeToLive: 'P7D', duplicateDetectionHistoryTimeWindow: 'PT5M', requiresDuplicateDetection: true, deadLetteringOnMessageExpiration: true };
  const settings = {
    STEP_DEADLINE: 'PT2H', REQUESTS_QUEUE: 'requests', REPLY_QUEUES: 'replies', ALLOWED_SCOPES: '/subscriptions/A', ALLOWED_ROLES: 'AcrPull', AZURE_CLIENT_ID: 'c',
    ServiceBus__fullyQualifiedNamespace: 'n', ServiceBus__credential: 'managedidentity', ServiceBus__clientId: 'c',
    AzureWebJobsStorage__blobServiceUri: 'b', AzureWebJobsStorage__tableServiceUri: 't', AzureWebJobsStorage__credential: 'managedidentity', AzureWebJobsStorage__clientId: 'c',
    APPLICATIONINSIGHTS_CONNECTION_STRING: 'i', APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=c',
  };
  const queue = (name) => ({ type: 'Microsoft.ServiceBus/namespaces/queues', name: `n/${name}`, body: { properties: { ...properties } } });
  const emulated = (Name) => ({ Name, Properties: { LockDuration: 'PT30S', MaxDeliveryCount: 10, DefaultMessageTimeToLive: 'PT1H', DuplicateDetectionHistoryTimeWindow: 'PT5M', RequiresDuplicateDetection: true, DeadLetteringOnMessageExpiration: true, ForwardTo: '', ForwardDeadLetteredMessagesTo: '', RequiresSession: false } });
  const resources = {
    requests: queue('requests'),
    replies: queue('replies'),
    table: { type: 'Microsoft.Storage/storageAccounts/tableServices/tables', name: 's/default/setups', body: {} },
    site: { type: 'Microsoft.Web/sites', name: 'f', body: { properties: { siteConfig: { appSettings: Object.entries(settings).map(([name, value]) => ({ name, value })) } } } },
    role: { type: 'Microsoft.Authorization/roleDefinitions', name: 'grants', body: { properties: { permissions: [{ actions: ['Microsoft.Authorization/roleAssignments/write'] }] } } },
    assignment: { type: 'Microsoft.Authorization/roleAssignments', name: 'x', scope: { kind: 'Subscription', id: SCOPE }, body: { properties: { roleDefinitionId: '/x/grants', condition: CONDITION } } },
    events: { type: 'Microsoft.EventGrid/systemTopics/eventSubscriptions', name: 't/e', body: { properties: { filter: { a: 1 }, destination: {} } } },
  };
  return {
    resources,
    parameters: { replyQueues: ['replies'] },
    files: {
      queues: [{ name: 'requests', setting: 'REQUESTS_QUEUE', purpose: 'x', defaultMessageTimeToLive: 'P7D' }],
      tables: { setups: 'x' },
      eventSubscription: { properties: { filter: { a: 1 } } },
      registryRoles: { AcrPull: 'pull-id', AcrPush: 'push-id' },
      settings: { FUNCTIONS_WORKER_RUNTIME: 'java', ServiceBus: 'x', STEP_DEADLINE: 'PT2H', REQUESTS_QUEUE: 'requests', REPLY_QUEUES: 'replies', ALLOWED_SCOPES: 'x', ALLOWED_ROLES: 'x' },
      emulator: [emulated('requests'), emulated('replies')],
    },
  };
}

function problems({ resources, files, parameters }) {
  const deployment = { resources: Object.values(resources), modules: [] };
  return [...AGREEMENTS.flatMap(({ of }) => of(deployment, files, parameters)), ...eventsAgree(deployment, files)].map(String);
}

function setting({ resources }, name, value) {
  const settings = resources.site.body.properties.siteConfig.appSettings;
  settings.find((each) => each.name === name).value = value;
}

test('the sample agrees', () => assert.deepEqual(problems(sample()), []));

// What somebody changes in one place only, and what the check answers.
const CHANGES = [
  ['a queue more in queues.json', ({ files }) => files.queues.push({ name: 'more', setting: 'MORE' }), ['queue more of queues.json and replyQueues is missing']],
  ['a queue less in queues.json', ({ files }) => files.queues.pop(), ['queue requests is not in queues.json and replyQueues']],
  ['a time to live in queues.json', ({ files }) => { files.queues[0].defaultMessageTimeToLive = 'P1D'; }, ['requests: defaultMessageTimeToLive is "P7D", but "P1D" in queues.json']],
  ['a table more', ({ files }) => { files.tables.more = 'x'; }, ['table more of tables.json is missing']],
  ['a setting more in the sample', ({ files }) => { files.settings.MORE = '1'; }, ['app setting MORE of local.settings.sample.json is missing']],
  ['a setting less in the sample', ({ files }) => { delete files.settings.STEP_DEADLINE; }, ['app setting STEP_DEADLINE is not in local.settings.sample.json']],
  ['a value in the sample', ({ files }) => { files.settings.STEP_DEADLINE = 'PT3H'; }, ['STEP_DEADLINE is "PT2H", not "PT3H"']],
  ['a connection by key', (all) => setting(all, 'ServiceBus__credential', 'x'), ['ServiceBus__credential is "x", not "managedidentity"']],
  ['another name for a queue', (all) => setting(all, 'REQUESTS_QUEUE', 'others'), ['REQUESTS_QUEUE is "others", not "requests"']],
  ['a lock in the emulator', ({ files }) => { files.emulator[0].Properties.LockDuration = 'PT1M'; }, ['requests: lockDuration is "PT30S", but "PT1M" in service-bus-emulator.json']],
  ['a time to live that the emulator could have', ({ resources }) => { resources.replies.body.properties.defaultMessageTimeToLive = 'PT30M'; }, ['replies: defaultMessageTimeToLive is "PT30M", but "PT1H" in service-bus-emulator.json']],
  ['a queue less in the emulator', ({ files }) => files.emulator.pop(), ['queue replies is not in service-bus-emulator.json']],
  ['a scope that no role is assigned on', (all) => setting(all, 'ALLOWED_SCOPES', '/subscriptions/a,/subscriptions/b'), ['scope /subscriptions/b of ALLOWED_SCOPES is missing']],
  ['a scope that requests may not name', (all) => setting(all, 'ALLOWED_SCOPES', ''), ['scope /subscriptions/a is not in ALLOWED_SCOPES']],
  ['a role that cannot be assigned', (all) => setting(all, 'ALLOWED_ROLES', 'AcrPull,AcrPush'), Array(2).fill('role in the condition push-id of ALLOWED_ROLES is missing')],
  ['grants without condition', ({ resources }) => { delete resources.assignment.body.properties.condition; }, ['a role that can assign roles is assigned with a condition that bounds 0 of the two actions write and delete']],
  ['other events', ({ files }) => { files.eventSubscription.properties.filter.a = 2; }, ['t/e: filter is not as event-subscription.json says']],
];

for (const [what, change, expected] of CHANGES) {
  test(`${what} is noticed`, () => {
    const all = sample();
    change(all);
    assert.deepEqual(problems(all), expected);
  });
}
