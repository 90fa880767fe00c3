metadata name = 'Moat'
metadata description = 'All that Moat needs in Azure but for the event subscriptions, which events.bicep makes once the app is there. See docs/deploying.md'

targetScope = 'subscription'

// What and where

@description('Name of this Moat among all in the tenant, such as dev or prod: letters, digits and hyphens. Names and the names of the custom roles are made from it.')
@minLength(1)
@maxLength(32)
param environmentName string

@description('Region of all resources. It must have Flex Consumption: `az functionapp list-flexconsumption-locations`.')
@minLength(1)
param location string

@description('Tags of all resources, beside azd-env-name.')
param tags object = {}

@description('Names of resources that are to be called otherwise than by default.')
param names resourceNames = {}

// What requests may touch

@description('Where Moat works, and what it may do there. These are the scopes that its identity gets roles on, and those that it allows requests (ALLOWED_SCOPES).')
@minLength(1)
param scopes workScope[]

@description('Roles that requests may ask for on a registry (ALLOWED_ROLES), and the only ones that the identity can assign.')
@minLength(1)
param allowedRoles registryRole[] = ['AcrPull']

@description('Types of principals that requests may grant roles to (ALLOWED_PRINCIPAL_TYPES), and the only ones that the identity can assign them to.')
@minLength(1)
param grantPrincipalTypes ('ServicePrincipal' | 'User' | 'Group')[] = ['ServicePrincipal']

@description('Queues in which callers are told what becomes of their requests (REPLY_QUEUES). They are created.')
param replyQueues string[] = []

@description('Who may post requests to the queue setup-requests.')
param requestSenders principal[] = []

// The app

@description('Memory of an instance in MB. 512 is enough for Moat.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 512

@description('The most instances the app is given. Each kind of step scales by itself.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Instances that are always there to answer operators and Event Grid without a cold start. They are paid for while idle.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('Lowest version of TLS that the app speaks.')
@allowed(['1.2', '1.3'])
param minimumTlsVersion string = '1.2'

@description('App settings that are to differ from local.settings.sample.json, such as {"SWEEP_INTERVAL": "PT12H"}.')
param appSettings settingOverrides = {}

@description('Networks that may call the app and deploy to it, in CIDR notation; Event Grid always may. Empty: everybody, and the function keys are the guard.')
param allowedCidrs string[] = []

@description('Application (client) id of the app registration with which operators sign in; empty: function keys alone.')
@maxLength(36)
param authenticationClientId string = ''

// Networks

@description('Whether Moat\'s own storage account and namespace can be reached by private endpoints only. Decide before the first deployment: it takes a Premium namespace, and a Standard one cannot become that.')
param privateNetworking bool = false

@description('Messaging units of a Premium namespace.')
@allowed([1, 2, 4, 8, 16])
param messagingUnits int = 1

@description('Addresses of Moat\'s own network, which is made unless subnets are given.')
param networkAddresses addresses = {
  virtualNetwork: '10.83.0.0/24'
  functions: '10.83.0.0/25'
  privateEndpoints: '10.83.0.128/27'
}

@description('Resource id of a subnet that the app is to send from: delegated to Microsoft.App/environments, /27 or larger, without an underscore in its name. Empty: in Moat\'s own network.')
param functionsSubnetId string = ''

@description('Resource id of a subnet for the private endpoints. Empty: in Moat\'s own network.')
param privateEndpointsSubnetId string = ''

@description('Private DNS zones that exist already, such as those of a hub, linked to the network of the endpoints.')
param privateDnsZoneIds zoneIds = {}

@description('Resource id of a NAT gateway for the app\'s subnet in Moat\'s own network; empty for none.')
param natGatewayId string = ''

// Data and logs

@description('How the storage account keeps copies. ZRS and GZRS need a region with availability zones.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('Days for which deleted blobs and containers can be brought back.')
@minValue(1)
@maxValue(365)
param softDeleteDays int = 14

@description('Days for which logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Most gigabytes of logs a day; -1: no limit. What is over it is lost, and alerts with it.')
@minValue(-1)
param logQuotaGb int = -1

@description('Addresses of mail that alerts go to.')
param alertEmails string[] = []

@description('Resource id of an action group that alerts go to; empty for none. Without receivers there are no alerts.')
param alertActionGroupId string = ''

// Types

@description('A subscription or a resource group in which Moat works.')
type workScope = {
  @description('The subscription\'s id.')
  @minLength(36)
  @maxLength(36)
  subscriptionId: string

  @description('A resource group in it. Without it: the whole subscription.')
  resourceGroup: string?

  @description('What Moat may do there: keys of roles.json. A hub\'s subscription gives `dns` alone.')
  roles: ('registries' | 'networks' | 'dns' | 'grants')[]
}

@description('A role that a request can ask for on a registry, as Azure spells it.')
type registryRole =
  | 'AcrPull'
  | 'AcrPush'
  | 'AcrDelete'
  | 'AcrImageSigner'
  | 'AcrQuarantineReader'
  | 'AcrQuarantineWriter'
  | 'Container Registry Repository Reader'
  | 'Container Registry Repository Writer'
  | 'Container Registry Repository Contributor'
  | 'Container Registry Repository Catalog Lister'
  | 'Reader'
  | 'Contributor'
  | 'Owner'

@description('Somebody in Microsoft Entra ID.')
type principal = {
  @description('Object id, not the application id.')
  principalId: string

  @description('ServicePrincipal (managed identities too), User or Group.')
  principalType: 'ServicePrincipal' | 'User' | 'Group'
}

@description('App settings by name.')
type settingOverrides = {
  @description('A setting\'s value.')
  *: string
}

@description('IPv4 networks in CIDR notation.')
type addresses = {
  @description('The whole network.')
  virtualNetwork: string

  @description('The function app\'s subnet, /27 or larger.')
  functions: string

  @description('The subnet of the private endpoints, /28 or larger.')
  privateEndpoints: string
}

@description('Resource ids of private DNS zones, by the part of the target.')
type zoneIds = {
  blob: string?
  table: string?
  namespace: string?
}

@description('Names of resources.')
type resourceNames = {
  resourceGroup: string?
  identity: string?
  functionApp: string?
  plan: string?
  storageAccount: string?
  serviceBusNamespace: string?
  logAnalyticsWorkspace: string?
  applicationInsights: string?
  virtualNetwork: string?
}

// Names

var token = uniqueString(subscription().id, environmentName, location)

var defaultNames = {
  resourceGroup: 'rg-moat-${environmentName}'
  identity: 'id-moat-${token}'
  functionApp: 'func-moat-${token}'
  plan: 'plan-moat-${token}'
  storageAccount: 'stmoat${token}'
  serviceBusNamespace: 'sbns-moat-${token}'
  logAnalyticsWorkspace: 'log-moat-${token}'
  applicationInsights: 'appi-moat-${token}'
  virtualNetwork: 'vnet-moat-${token}'
}

var name = union(defaultNames, names)
var allTags = union(tags, { 'azd-env-name': environmentName })

// What is kept as data

var queues = loadJsonContent('queues.json')
var tables = loadJsonContent('tables.json')
var roles = loadJsonContent('roles.json')
var registryRoleIds = loadJsonContent('registry-roles.json')
var sampleSettings = loadJsonContent('../local.settings.sample.json').Values

var grantsCondition = replace(
  replace(
    loadTextContent('grants-condition.txt'),
    '{roleDefinitionIds}',
    join(map(allowedRoles, role => registryRoleIds[role]), ', ')
  ),
  '{principalTypes}',
  join(map(grantPrincipalTypes, kind => '\'${kind}\''), ', ')
)

// Settings

// Of the sample: what is neither an address, nor a queue, nor what requests may do. A setting that is new in the sample comes along by itself.
var setHere = [
  'FUNCTIONS_WORKER_RUNTIME'
  'ServiceBus'
  'StateStorage__tableServiceUri'
  'RESOURCE_MANAGER_ENDPOINT'
  'RESOURCE_MANAGER_AUDIENCE'
  'ALLOWED_SCOPES'
  'ALLOWED_ROLES'
  'ALLOWED_PRINCIPAL_TYPES'
  'REPLY_QUEUES'
  'SIGN_IN_REQUIRED'
]

var tunables = toObject(
  filter(items(sampleSettings), setting => !contains(setHere, setting.key) && !endsWith(setting.key, '_QUEUE')),
  setting => setting.key,
  setting => setting.value
)

var queueSettings = toObject(queues, queue => queue.setting, queue => queue.name)

var allowances = {
  ALLOWED_SCOPES: join(
    map(
      scopes,
      scope => empty(scope.?resourceGroup)
        ? '/subscriptions/${scope.subscriptionId}'
        : '/subscriptions/${scope.subscriptionId}/resourceGroups/${scope.?resourceGroup}'
    ),
    ','
  )
  ALLOWED_ROLES: join(allowedRoles, ',')
  ALLOWED_PRINCIPAL_TYPES: join(grantPrincipalTypes, ',')
  REPLY_QUEUES: join(replyQueues, ',')
  SIGN_IN_REQUIRED: empty(authenticationClientId) ? 'false' : 'true'
}

var addressesOfAzure = {
  RESOURCE_MANAGER_ENDPOINT: environment().resourceManager
  RESOURCE_MANAGER_AUDIENCE: environment().resourceManager
}

// Networks

var hasOwnNetwork = empty(functionsSubnetId) || (privateNetworking && empty(privateEndpointsSubnetId))
var ownNetworkId = '${group.id}/providers/Microsoft.Network/virtualNetworks/${name.virtualNetwork}'
var endpointsSubnetId = empty(privateEndpointsSubnetId) ? '${ownNetworkId}/subnets/private-endpoints' : privateEndpointsSubnetId
var appSubnetId = empty(functionsSubnetId) ? '${ownNetworkId}/subnets/functions' : functionsSubnetId

// Alerts

var alertPrefix = 'moat-${environmentName}'
var actionGroupIds = concat(
  empty(alertEmails) ? [] : ['${group.id}/providers/Microsoft.Insights/actionGroups/${alertPrefix}-operators'],
  empty(alertActionGroupId) ? [] : [alertActionGroupId]
)
var hasAlerts = !empty(alertEmails) || !empty(alertActionGroupId)

// Scopes

var subscriptionIds = union(map(scopes, scope => toLower(scope.subscriptionId)), [])
var subscriptionScopes = filter(scopes, scope => empty(scope.?resourceGroup))
var groupScopes = filter(scopes, scope => !empty(scope.?resourceGroup))

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: name.resourceGroup
  location: location
  tags: allTags
}

module identity 'app/identity.bicep' = {
  name: 'moat-identity'
  scope: group
  params: {
    name: name.identity
    location: location
    tags: allTags
  }
}

module monitoring 'app/monitoring.bicep' = {
  name: 'moat-monitoring'
  scope: group
  params: {
    workspaceName: name.logAnalyticsWorkspace
    applicationInsightsName: name.applicationInsights
    location: location
    tags: allTags
    retentionInDays: logRetentionDays
    dailyQuotaGb: logQuotaGb
    principalId: identity.outputs.principalId
  }
}

module storage 'app/storage.bicep' = {
  name: 'moat-storage'
  scope: group
  params: {
    name: name.storageAccount
    location: location
    tags: allTags
    skuName: storageSku
    isPrivate: privateNetworking
    tableNames: objectKeys(tables)
    softDeleteDays: softDeleteDays
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module serviceBus 'app/service-bus.bicep' = {
  name: 'moat-service-bus'
  scope: group
  params: {
    name: name.serviceBusNamespace
    location: location
    tags: allTags
    isPrivate: privateNetworking
    messagingUnits: messagingUnits
    queues: queues
    replyQueues: replyQueues
    requestSenders: requestSenders
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module network 'app/network.bicep' = if (hasOwnNetwork) {
  name: 'moat-network'
  scope: group
  params: {
    name: name.virtualNetwork
    location: location
    tags: allTags
    addresses: networkAddresses
    natGatewayId: natGatewayId
  }
}

module privateEndpoints 'app/private-networking.bicep' = if (privateNetworking) {
  name: 'moat-private-networking'
  scope: group
  params: {
    location: location
    tags: allTags
    subnetId: endpointsSubnetId
    storageAccountId: storage.outputs.resourceId
    serviceBusNamespaceId: serviceBus.outputs.resourceId
    serviceBusHost: serviceBus.outputs.fullyQualifiedNamespace
    zoneIds: privateDnsZoneIds
  }
  dependsOn: [network]
}

module functionApp 'app/function-app.bicep' = {
  name: 'moat-function-app'
  scope: group
  params: {
    name: name.functionApp
    planName: name.plan
    location: location
    tags: allTags
    identity: {
      resourceId: identity.outputs.resourceId
      clientId: identity.outputs.clientId
    }
    settings: union(tunables, appSettings, queueSettings, allowances, addressesOfAzure, {
      AZURE_CLIENT_ID: identity.outputs.clientId
      ServiceBus__fullyQualifiedNamespace: serviceBus.outputs.fullyQualifiedNamespace
      ServiceBus__credential: 'managedidentity'
      ServiceBus__clientId: identity.outputs.clientId
      StateStorage__tableServiceUri: storage.outputs.tableServiceUri
    })
    blobServiceUri: storage.outputs.blobServiceUri
    tableServiceUri: storage.outputs.tableServiceUri
    packageContainerUri: storage.outputs.packageContainerUri
    applicationInsightsConnectionString: monitoring.outputs.connectionString
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyInstances: alwaysReadyInstances
    minimumTlsVersion: minimumTlsVersion
    subnetId: appSubnetId
    allowedCidrs: allowedCidrs
    authenticationClientId: authenticationClientId
  }
  dependsOn: [network, privateEndpoints]
}

// A deployment to a subscription keeps its region: another of its name from elsewhere is refused. So these names differ by Moat and by region.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-to-subscription#deployment-location-and-name
module roleDefinitions 'app/role-definitions.bicep' = {
  name: 'moat-role-definitions-${token}'
  params: {
    environmentName: environmentName
    subscriptionIds: subscriptionIds
    roles: roles
  }
}

module subscriptionRoles 'app/roles-in-subscription.bicep' = [
  for scope in subscriptionScopes: {
    name: 'moat-roles-${uniqueString(token, scope.subscriptionId)}'
    scope: subscription(scope.subscriptionId)
    params: {
      principalId: identity.outputs.principalId
      roles: scope.roles
      definitionNames: roleDefinitions.outputs.names
      grantsCondition: grantsCondition
    }
  }
]

module groupRoles 'app/roles-in-resource-group.bicep' = [
  for scope in groupScopes: {
    name: 'moat-roles-${uniqueString(token, scope.subscriptionId, scope.?resourceGroup ?? '')}'
    scope: resourceGroup(scope.subscriptionId, scope.?resourceGroup ?? '')
    params: {
      principalId: identity.outputs.principalId
      roles: scope.roles
      definitionNames: roleDefinitions.outputs.names
      grantsCondition: grantsCondition
    }
  }
]

// Rejected requests become dead letters when nobody looks at them for two weeks, and replies are their readers' business.
module alerts 'app/alerts.bicep' = if (hasAlerts) {
  name: 'moat-alerts'
  scope: group
  params: {
    prefix: alertPrefix
    location: location
    tags: allTags
    emails: alertEmails
    actionGroupIds: actionGroupIds
    applicationInsightsId: monitoring.outputs.applicationInsightsId
    serviceBusNamespaceId: serviceBus.outputs.resourceId
    queueNames: filter(map(queues, queue => queue.name), queue => queue != 'rejected-requests')
  }
}

@description('Region, for azd.')
output AZURE_LOCATION string = location

@description('Tenant, for azd.')
output AZURE_TENANT_ID string = tenant().tenantId

@description('Resource group of Moat.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Name of the function app.')
output AZURE_FUNCTION_APP_NAME string = functionApp.outputs.name

@description('Resource id of the function app: parameter functionAppId of events.bicep.')
output AZURE_FUNCTION_APP_ID string = functionApp.outputs.resourceId

@description('Where the app answers: MOAT_URL of the command line.')
output MOAT_URL string = functionApp.outputs.url

@description('Host name of the Service Bus namespace, for those who post requests.')
output SERVICE_BUS_NAMESPACE string = serviceBus.outputs.fullyQualifiedNamespace

@description('Resource id of the storage account: parameter storageAccountId of events.bicep.')
output STORAGE_ACCOUNT_ID string = storage.outputs.resourceId

@description('Container for events that could not be delivered.')
output DEAD_LETTER_CONTAINER string = storage.outputs.deadLetterContainer

@description('Action groups that alerts go to, separated by commas.')
output ACTION_GROUP_IDS string = join(actionGroupIds, ',')

@description('Subscriptions that Moat watches, separated by blanks: events.bicep is deployed to each.')
output WATCHED_SUBSCRIPTIONS string = join(subscriptionIds, ' ')

@description('Object id of Moat\'s identity.')
output MOAT_PRINCIPAL_ID string = identity.outputs.principalId
