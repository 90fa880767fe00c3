package dev.moat.trigger;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;

/** Sends the messages that a crash left recorded and unsent. */
public final class FlushOutbox {

  /** Looks through the outboxes of all setups. */
  @FunctionName("FlushOutbox")
  public void run(
      @TimerTrigger(name = "timer", schedule = "%FLUSH_OUTBOX_SCHEDULE%") String timer,
      ExecutionContext context) {
    int sent = App.get().outbox().sendAllLeftovers();
    if (sent > 0) {
      context.getLogger().warning("Sent " + sent + " messages that were recorded and not sent");
    }
  }
}
