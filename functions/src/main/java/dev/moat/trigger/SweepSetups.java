package dev.moat.trigger;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;

/** Has setups looked at from time to time of which nothing was heard. */
public final class SweepSetups {

  /** Asks for the looks that are due, within the budget of reads. */
  @FunctionName("SweepSetups")
  public void run(
      @TimerTrigger(name = "timer", schedule = "%SWEEP_SETUPS_SCHEDULE%") String timer) {
    App.get().sweeper().sweep();
  }
}
