package dev.moat.trigger;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import dev.moat.engine.Messages;

/** Takes a change in Azure to a setup that it concerns. */
public final class NoticeChange {

  /** Remembers the change, and has it looked into once the burst is over. */
  @FunctionName("NoticeChange")
  public void run(
      @ServiceBusQueueTrigger(
              name = "change",
              queueName = "%RESOURCE_CHANGES_QUEUE%",
              connection = "ServiceBus")
          String change) {
    App.get().noticing().note(Messages.readNotice(change));
  }
}
