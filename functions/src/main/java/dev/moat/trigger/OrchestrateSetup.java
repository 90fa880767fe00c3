package dev.moat.trigger;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import dev.moat.engine.Messages;

/** Looks at a setup when something happened in it. */
public final class OrchestrateSetup {

  /** Calls the steps that are ready, or ends the setup. */
  @FunctionName("OrchestrateSetup")
  public void run(
      @ServiceBusQueueTrigger(
              name = "event",
              queueName = "%SETUP_EVENTS_QUEUE%",
              connection = "ServiceBus")
          String event) {
    App.get().orchestrator().handle(Messages.readSetupEvent(event));
  }
}
