package dev.moat.trigger;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;

/** Works on role assignments. */
public final class IdentityGrantStepFunction {

  /** Takes one turn of the step that the message names. */
  @FunctionName("IdentityGrantStep")
  public void run(
      @ServiceBusQueueTrigger(
              name = "message",
              queueName = "%STEP_IDENTITY_GRANT_QUEUE%",
              connection = "ServiceBus")
          String message,
      @BindingName("DeliveryCount") int deliveryCount) {
    App.get().workOnStep(message, deliveryCount);
  }
}
