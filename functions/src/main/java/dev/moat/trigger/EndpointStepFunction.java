package dev.moat.trigger;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;

/** Works on private endpoints. */
public final class EndpointStepFunction {

  /** Takes one turn of the step that the message names. */
  @FunctionName("EndpointStep")
  public void run(
      @ServiceBusQueueTrigger(
              name = "message",
              queueName = "%STEP_ENDPOINT_QUEUE%",
              connection = "ServiceBus")
          String message,
      @BindingName("DeliveryCount") int deliveryCount) {
    App.get().workOnStep(message, deliveryCount);
  }
}
