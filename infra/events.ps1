# Has each subscription in WATCHED_SUBSCRIPTIONS tell Moat of its changes: deploys events.bicep there.
# Takes the outputs of main.bicep from the environment, where azd puts them. Needs the Azure CLI, signed in.
# MOAT_EVENT_DEAD_LETTERS=false: events that cannot be delivered are not kept, and a topic that is there needs no identity.
$ErrorActionPreference = 'Stop'
foreach ($name in 'AZURE_ENV_NAME', 'AZURE_LOCATION', 'AZURE_FUNCTION_APP_ID', 'STORAGE_ACCOUNT_ID', 'DEAD_LETTER_CONTAINER', 'WATCHED_SUBSCRIPTIONS') {
  if (-not [Environment]::GetEnvironmentVariable($name)) { throw "$name is not set" }
}

# A file, because quotation marks in arguments do not survive the way to az on Windows.
$parameters = New-TemporaryFile
try {
  foreach ($subscription in $env:WATCHED_SUBSCRIPTIONS -split ' ') {
    $values = @{
      environmentName     = @{ value = $env:AZURE_ENV_NAME }
      location            = @{ value = $env:AZURE_LOCATION }
      functionAppId       = @{ value = $env:AZURE_FUNCTION_APP_ID }
      storageAccountId    = @{ value = $env:STORAGE_ACCOUNT_ID }
      deadLetterContainer = @{ value = $env:DEAD_LETTER_CONTAINER }
      actionGroupIds      = @{ value = @("$env:ACTION_GROUP_IDS" -split ',' | Where-Object { $_ }) }
      deadLetters         = @{ value = $env:MOAT_EVENT_DEAD_LETTERS -ne 'false' }
    }
    # A subscription has one such topic at most: one that is there is used.
    $topics = az eventgrid system-topic list --subscription $subscription --output json
    if ($LASTEXITCODE) { throw "Cannot list the system topics of subscription $subscription" }
    $topic = $topics | ConvertFrom-Json | Where-Object { $_.topicType -ieq 'Microsoft.Resources.Subscriptions' } | Select-Object -First 1
    if ($topic) {
      $values.existingTopicName = @{ value = $topic.name }
      $values.resourceGroupName = @{ value = $topic.resourceGroup }
    }
    Write-Host "Events of subscription $subscription"
    @{ '$schema' = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#'; contentVersion = '1.0.0.0'; parameters = $values } |
      ConvertTo-Json -Depth 5 | Set-Content -Path $parameters
    az deployment sub create --only-show-errors --output none --subscription $subscription --name "moat-events-$env:AZURE_ENV_NAME" `
      --location $env:AZURE_LOCATION --template-file "$PSScriptRoot/events.bicep" --parameters "@$parameters"
    if ($LASTEXITCODE) { throw "Cannot deploy events.bicep to subscription $subscription" }
  }
} finally {
  Remove-Item $parameters
}
