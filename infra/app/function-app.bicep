metadata description = 'The function app on Flex Consumption: plan, app, its settings, who may reach it, and sign-in with Microsoft Entra ID.'

@description('Name of the app, and the beginning of its host name.')
@minLength(2)
@maxLength(60)
param name string

@description('Name of the plan. A Flex Consumption plan has one app.')
@minLength(1)
@maxLength(60)
param planName string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('The app\'s user-assigned identity.')
param identity appIdentity

@description('App settings beside those of the Functions host.')
param settings object

@description('Blob service of the host\'s storage.')
param blobServiceUri string

@description('Table service of the host\'s storage.')
param tableServiceUri string

@description('Blob container for the deployment package.')
param packageContainerUri string

@description('Where telemetry goes.')
param applicationInsightsConnectionString string

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('The most instances the app is given.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int

@description('Instances that are always there, for all functions with HTTP triggers.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int

@description('Lowest version of TLS.')
@allowed(['1.2', '1.3'])
param minimumTlsVersion string

@description('Resource id of the subnet that the app sends from.')
@minLength(1)
param subnetId string

@description('Networks that may call the app, in CIDR notation. Empty: everybody, and the function keys are the guard.')
param allowedCidrs string[]

@description('Application (client) id of the app registration with which callers sign in; empty: function keys alone.')
param authenticationClientId string

@description('A user-assigned identity.')
type appIdentity = {
  @description('Resource id.')
  resourceId: string

  @description('Client id.')
  clientId: string
}

// FUNCTIONS_WORKER_RUNTIME, FUNCTIONS_EXTENSION_VERSION, WEBSITE_RUN_FROM_PACKAGE and the settings of a content share have no place on Flex Consumption:
// functionAppConfig says it all. https://learn.microsoft.com/azure/azure-functions/functions-app-settings#flex-consumption-plan-deprecations
var hostSettings = {
  APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.clientId};Authorization=AAD'
  AzureWebJobsStorage__blobServiceUri: blobServiceUri
  AzureWebJobsStorage__tableServiceUri: tableServiceUri
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.clientId
}

// Event Grid calls the function DriftEvent from addresses of its own.
var eventGridRule = {
  name: 'event-grid'
  description: 'Changes in Azure'
  tag: 'ServiceTag'
  ipAddress: 'AzureEventGrid'
  action: 'Allow'
  priority: 1000
}

var callerRules = [
  for (cidr, index) in allowedCidrs: {
    name: 'caller-${index}'
    description: 'allowedCidrs'
    ipAddress: cidr
    action: 'Allow'
    priority: 100 + index
  }
]

var isRestricted = !empty(allowedCidrs)

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  // azd finds by this tag where the service of azure.yaml goes.
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.resourceId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUri
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.resourceId
          }
        }
      }
      runtime: {
        name: 'java'
        version: '17'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyInstances == 0
          ? []
          : [
              {
                name: 'http'
                instanceCount: alwaysReadyInstances
              }
            ]
      }
    }
    // ftpsState is not here: Flex Consumption has no FTP, and takes the property for a mistake.
    siteConfig: {
      minTlsVersion: minimumTlsVersion
      scmMinTlsVersion: minimumTlsVersion
      ipSecurityRestrictions: isRestricted ? concat(callerRules, [eventGridRule]) : []
      ipSecurityRestrictionsDefaultAction: isRestricted ? 'Deny' : 'Allow'
      scmIpSecurityRestrictionsUseMain: isRestricted
      appSettings: map(items(union(settings, hostSettings)), setting => {
        name: setting.key
        value: setting.value
      })
    }
  }
}

resource ftp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

// The app's own settings are written one after the other: App Service refuses a change of an app while another is under way.
// https://github.com/Azure/azure-functions-on-container-apps/issues/34
resource scm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
  dependsOn: [ftp]
}

// No client secret: people sign in by the implicit flow with an id token, programs send a bearer token.
// WEBSITE_AUTH_ENABLED, which Moat goes by, is set by the platform; with SIGN_IN_REQUIRED the API stays closed where it is not. See ../../docs/adr/0015-who-calls-the-api.md
resource authentication 'Microsoft.Web/sites/config@2024-11-01' = if (!empty(authenticationClientId)) {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: true
    }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'RedirectToLoginPage'
      redirectToProvider: 'azureactivedirectory'
      // Event Grid does not sign in; its calls carry a system key, which the Functions host asks for.
      excludedPaths: ['/runtime/webhooks/eventgrid']
    }
    httpSettings: {
      requireHttps: true
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: authenticationClientId
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
        validation: {
          allowedAudiences: [authenticationClientId, 'api://${authenticationClientId}']
        }
      }
    }
    login: {
      tokenStore: {
        enabled: false
      }
    }
  }
  dependsOn: [scm]
}

@description('Resource id of the app.')
output resourceId string = app.id

@description('Name of the app.')
output name string = app.name

@description('Where the app answers.')
output url string = 'https://${app.properties.defaultHostName}'
