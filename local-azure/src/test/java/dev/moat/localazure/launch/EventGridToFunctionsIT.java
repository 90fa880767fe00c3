package dev.moat.localazure.launch;

import dev.moat.localazure.host.SampleApp;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a write to a function with an Event Grid trigger. */
class EventGridToFunctionsIT {
  private static final String SUBSCRIPTION = "/subscriptions/11111111-1111-4111-8111-111111111111";
  private static final String GROUP = SUBSCRIPTION + "/resourceGroups/rg";
  private static final String TOPIC = GROUP + "/providers/Microsoft.EventGrid/systemTopics/moat";
  private static final String ALERTS = TOPIC + "/eventSubscriptions/alerts";
  private static final String IDENTITY =
      GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/puller";

  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"EventGridSchema", "CloudEventSchemaV1_0"})
  void a_write_reaches_the_function(String schema) throws Exception {
    SampleApp app = SampleApp.in(temp.resolve("app")).eventGrid("Event", "EventFunctions.event");
    try (LocalAzure azure =
        LocalAzure.in(temp)
            .latency("instant")
            .app(app.folder(), endpoints -> Map.of("FUNCTIONS_EVENTGRID_KEY", "secret"))
            .start()) {
      ArmCalls arm = new ArmCalls(azure.endpoints());
      arm.put(GROUP, "{'location':'westeurope'}");
      arm.put(
          TOPIC,
          "{'location':'global','properties':{'source':'%s','topicType':'%s'}}"
              .formatted(GROUP, "Microsoft.Resources.ResourceGroups"));
      arm.put(ALERTS, subscription(azure, schema));
      arm.awaitState(ALERTS, "Succeeded");

      arm.put(IDENTITY, "{'location':'westeurope'}");

      LogLines.await(
          azure.functions(),
          "\"operationName\":\"Microsoft.ManagedIdentity/userAssignedIdentities/write\"");
    }
  }

  private static String subscription(LocalAzure azure, String schema) {
    return """
        {'properties':{'destination':{'endpointType':'WebHook','properties':{'endpointUrl':
          '%s/runtime/webhooks/eventgrid?functionName=Event&code=secret'}},
          'eventDeliverySchema':'%s'}}"""
        .formatted(azure.endpoints().functionsUrl(), schema);
  }
}
