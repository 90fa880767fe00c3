package dev.moat.trigger;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;

/** Takes the requests that other systems post. */
public final class AcceptSetup {

  /** Makes the request a setup, or rejects it with its reasons. */
  @FunctionName("AcceptSetup")
  public void run(
      @ServiceBusQueueTrigger(
              name = "request",
              queueName = "%SETUP_REQUESTS_QUEUE%",
              connection = "ServiceBus")
          String request,
      @BindingName("MessageId") String messageId) {
    App.get().acceptance().take(request, messageId);
  }
}
