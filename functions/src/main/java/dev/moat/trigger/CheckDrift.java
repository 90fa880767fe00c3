package dev.moat.trigger;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import dev.moat.engine.Messages;

/** Has a setup looked at again. */
public final class CheckDrift {

  /** Opens the steps again that changes may have touched. */
  @FunctionName("CheckDrift")
  public void run(
      @ServiceBusQueueTrigger(
              name = "call",
              queueName = "%DRIFT_CHECKS_QUEUE%",
              connection = "ServiceBus")
          String call) {
    App.get().driftCheck().run(Messages.readDriftCheck(call));
  }
}
