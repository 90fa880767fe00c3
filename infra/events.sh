#!/bin/sh
# Has each subscription in WATCHED_SUBSCRIPTIONS tell Moat of its changes: deploys events.bicep there.
# Takes the outputs of main.bicep from the environment, where azd puts them. Needs the Azure CLI, signed in.
# MOAT_EVENT_DEAD_LETTERS=false: events that cannot be delivered are not kept, and a topic that is there needs no identity.
set -eu
: "${AZURE_ENV_NAME:?}" "${AZURE_LOCATION:?}" "${AZURE_FUNCTION_APP_ID:?}" "${STORAGE_ACCOUNT_ID:?}" "${DEAD_LETTER_CONTAINER:?}" "${WATCHED_SUBSCRIPTIONS:?}"

infra=$(dirname "$0")
tab=$(printf '\t')
action_groups='[]'
if [ -n "${ACTION_GROUP_IDS:-}" ]; then
  action_groups="[\"$(printf %s "$ACTION_GROUP_IDS" | sed 's/,/","/g')\"]"
fi

for subscription in $WATCHED_SUBSCRIPTIONS; do
  set -- \
    "environmentName=$AZURE_ENV_NAME" \
    "location=$AZURE_LOCATION" \
    "functionAppId=$AZURE_FUNCTION_APP_ID" \
    "storageAccountId=$STORAGE_ACCOUNT_ID" \
    "deadLetterContainer=$DEAD_LETTER_CONTAINER" \
    "actionGroupIds=$action_groups" \
    "deadLetters=${MOAT_EVENT_DEAD_LETTERS:-true}"
  # A subscription has one such topic at most: one that is there is used.
  topics=$(az eventgrid system-topic list --subscription "$subscription" --query "[].[topicType, name, resourceGroup]" --output tsv)
  topic=$(printf '%s\n' "$topics" | awk -F "$tab" 'tolower($1) == "microsoft.resources.subscriptions" { print $2 FS $3; exit }')
  if [ -n "$topic" ]; then
    set -- "$@" "existingTopicName=${topic%%"$tab"*}" "resourceGroupName=${topic##*"$tab"}"
  fi
  echo "Events of subscription $subscription"
  az deployment sub create --only-show-errors --output none \
    --subscription "$subscription" \
    --name "moat-events-$AZURE_ENV_NAME" \
    --location "$AZURE_LOCATION" \
    --template-file "$infra/events.bicep" \
    --parameters "$@"
done
