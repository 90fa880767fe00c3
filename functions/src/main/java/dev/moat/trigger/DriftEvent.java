package dev.moat.trigger;

import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;

/** Hears of changes in Azure. */
public final class DriftEvent {

  /** Sends the change on to the setups that it concerns. */
  @FunctionName("DriftEvent")
  public void run(@EventGridTrigger(name = "event") String event) {
    ResourceEvents.read(event).ifPresent(App.get().noticing()::tell);
  }
}
