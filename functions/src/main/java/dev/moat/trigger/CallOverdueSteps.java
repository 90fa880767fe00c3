package dev.moat.trigger;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;

/**
 * Calls again what should have been called long ago, because its message ended as a dead letter.
 */
public final class CallOverdueSteps {

  /** Looks at all setups that run. */
  @FunctionName("CallOverdueSteps")
  public void run(
      @TimerTrigger(name = "timer", schedule = "%CALL_OVERDUE_STEPS_SCHEDULE%") String timer,
      ExecutionContext context) {
    int called = App.get().watchdog().callOverdue();
    if (called > 0) {
      context.getLogger().warning("Called again in " + called + " setups: look at dead letters");
    }
  }
}
