package dev.moat.trigger;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;

/** Works on private DNS zone groups. */
public final class ZoneGroupStepFunction {

  /** Takes one turn of the step that the message names. */
  @FunctionName("ZoneGroupStep")
  public void run(
      @ServiceBusQueueTrigger(
              name = "message",
              queueName = "%STEP_ZONE_GROUP_QUEUE%",
              connection = "ServiceBus")
          String message,
      @BindingName("DeliveryCount") int deliveryCount) {
    App.get().workOnStep(message, deliveryCount);
  }
}
