package dev.moat.trigger;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;

/** Works on the checks before anything is written. */
public final class PreflightStepFunction {

  /** Takes one turn of the step that the message names. */
  @FunctionName("PreflightStep")
  public void run(
      @ServiceBusQueueTrigger(
              name = "message",
              queueName = "%STEP_PREFLIGHT_QUEUE%",
              connection = "ServiceBus")
          String message,
      @BindingName("DeliveryCount") int deliveryCount) {
    App.get().workOnStep(message, deliveryCount);
  }
}
