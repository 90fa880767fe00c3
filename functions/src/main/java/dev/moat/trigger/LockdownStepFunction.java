package dev.moat.trigger;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;

/** Works on the cutting of public access. */
public final class LockdownStepFunction {

  /** Takes one turn of the step that the message names. */
  @FunctionName("LockdownStep")
  public void run(
      @ServiceBusQueueTrigger(
              name = "message",
              queueName = "%STEP_LOCKDOWN_QUEUE%",
              connection = "ServiceBus")
          String message,
      @BindingName("DeliveryCount") int deliveryCount) {
    App.get().workOnStep(message, deliveryCount);
  }
}
