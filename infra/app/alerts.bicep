metadata description = 'Tells people when Moat needs them: dead letters, failed functions, errors, failed steps, drift that Moat leaves.'

@description('Beginning of the alerts\' names.')
@minLength(1)
@maxLength(60)
param prefix string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Addresses of mail that are told. Each gets a mail from Azure that says so.')
param emails string[]

@description('Resource ids of the action groups that are told. With emails, that of <prefix>-operators is among them, which is made here.')
param actionGroupIds string[]

@description('Resource id of the Application Insights component.')
param applicationInsightsId string

@description('Resource id of the Service Bus namespace.')
param serviceBusNamespaceId string

@description('Queues whose dead letters are told of.')
param queueNames string[]

// The app's own lines come to Application Insights as what the worker wrote to its console, with the logger's words before them.
// A step's line: docs/operating.md#logs. A drift's line: docs/operating.md#the-log-of-drift. A line "DriftExplained" only adds to a line "Drift" who did it, and is none here.
var stepFailed = '''
traces
| extend line = extract(@'([^/\s]+/\d+/.*: failed: .*)', 1, message)
| where isnotempty(line)
| extend setup = extract(@'^([^/]+)/', 1, line), step = extract(@'^[^/]+/\d+/([^/:]+)', 1, line)
| project timestamp, setup, step, line
'''

var driftLeft = '''
traces
| extend drift = parse_json(extract(@'(\{"event":"Drift".*\})', 1, message))
| where isnotempty(drift.setup) and tostring(drift.response) != 'REPAIRED'
| project timestamp, setup = tostring(drift.setup), step = tostring(drift.step), response = tostring(drift.response)
'''

var functionFailed = '''
requests
| where success == false
| project timestamp, operation_Name, resultCode
'''

// What fails inside the API answers 500 and counts as a success of the function, so the log tells. See docs/adr/0015-who-calls-the-api.md
// The host takes a line of the worker for an error when it has a word such as "fail" in it, and knows nothing of the logger's level: what the logger calls INFO is none.
// https://github.com/Azure/azure-functions-host/issues/8273
var errorLine = '''
union (traces | where severityLevel >= 3 and not(message startswith 'INFO: ' or message matches regex @'/\d+/.*: failed: ') | project timestamp, message),
  (exceptions | project timestamp, message = outerMessage)
'''

var queries = [
  {
    name: 'step-failed'
    description: 'A step has failed, and its setup stands still until somebody replays it. `./moat show SETUP` says why and what to do.'
    query: stepFailed
    severity: 1
    splitBy: ['setup', 'step']
    every: 'PT5M'
    resolvesItself: false
  }
  {
    name: 'drift-left'
    description: 'Something is not as a request asks, and Moat leaves it: the request says so, or it was undone too often. See docs/operating.md#drift'
    query: driftLeft
    severity: 1
    splitBy: ['setup', 'step', 'response']
    every: 'PT5M'
    resolvesItself: false
  }
  {
    name: 'function-failed'
    description: 'Functions have failed. Service Bus brings their messages again, up to ten times.'
    query: functionFailed
    severity: 2
    splitBy: ['operation_Name']
    every: 'PT15M'
    resolvesItself: true
  }
  {
    name: 'error-logged'
    description: 'The app has written errors.'
    query: errorLine
    severity: 2
    splitBy: []
    every: 'PT15M'
    resolvesItself: true
  }
]

module operators 'br/public:avm/res/insights/action-group:0.7.0' = if (!empty(emails)) {
  name: 'action-group'
  params: {
    name: '${prefix}-operators'
    groupShortName: 'moat'
    tags: tags
    emailReceivers: map(emails, email => {
      name: email
      emailAddress: email
      useCommonAlertSchema: true
    })
    enableTelemetry: false
  }
}

module logAlerts 'br/public:avm/res/insights/scheduled-query-rule:0.5.1' = [
  for alert in queries: {
    name: 'alert-${alert.name}'
    params: {
      name: '${prefix}-${alert.name}'
      alertDescription: alert.description
      location: location
      tags: tags
      severity: alert.severity
      scopes: [applicationInsightsId]
      evaluationFrequency: alert.every
      windowSize: alert.every
      autoMitigate: alert.resolvesItself
      criterias: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            dimensions: map(alert.splitBy, column => {
              name: column
              operator: 'Include'
              values: ['*']
            })
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroupResourceIds: actionGroupIds
      }
      enableTelemetry: false
    }
    dependsOn: [operators]
  }
]

module deadLetters 'br/public:avm/res/insights/metric-alert:0.4.0' = {
  name: 'alert-dead-letters'
  params: {
    name: '${prefix}-dead-letters'
    alertDescription: 'There are dead letters in a queue of Moat. Which to send again: docs/operating.md#dead-letters'
    tags: tags
    severity: 2
    scopes: [serviceBusNamespaceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allof: [
        {
          name: 'dead-letters'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: queueNames
            }
          ]
        }
      ]
    }
    actions: actionGroupIds
    enableTelemetry: false
  }
  dependsOn: [operators]
}
