package dev.moat.localazure.host.timer;

import dev.moat.localazure.host.app.AppSettings;
import dev.moat.localazure.host.app.FunctionApp;
import dev.moat.localazure.host.app.FunctionMetadata;
import dev.moat.localazure.host.app.InvalidFunctionAppException;
import dev.moat.localazure.host.execution.FunctionExecutor;
import dev.moat.localazure.host.execution.TriggerListener;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** All that the host does with timers. */
public final class TimerExtension {

  private final FunctionApp app;
  private final AppSettings settings;
  private final ScheduleMonitor monitor;
  private final Alarm alarm;
  private final Clock clock;

  /**
   * @param state the folder to remember schedules in, or empty to remember none
   */
  public TimerExtension(
      FunctionApp app, AppSettings settings, Optional<Path> state, Alarm alarm, Clock clock) {
    this.app = app;
    this.settings = settings;
    this.monitor =
        state.<ScheduleMonitor>map(ScheduleMonitor.InFolder::new).orElseGet(ScheduleMonitor::none);
    this.alarm = alarm;
    this.clock = clock;
  }

  /**
   * A listener, not yet started, for each function with a timer trigger.
   *
   * @throws InvalidFunctionAppException if a schedule cannot be read
   */
  public List<TriggerListener> listeners(FunctionExecutor executor) {
    return app.functions().stream()
        .filter(function -> function.trigger().isOf("timerTrigger"))
        .<TriggerListener>map(function -> listener(function, executor))
        .toList();
  }

  public void close() {
    alarm.close();
  }

  private TimerListener listener(FunctionMetadata function, FunctionExecutor executor) {
    TimerSchedule schedule =
        TimerSchedule.parse(
            function.triggerText("schedule", settings), "Function '" + function.name() + "'");
    return new TimerListener(function, schedule, executor, monitor, alarm, clock);
  }
}
