package dev.moat.localazure.host.timer;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.moat.localazure.host.app.FunctionMetadata;
import dev.moat.localazure.host.execution.FunctionExecutor;
import dev.moat.localazure.host.execution.TriggerListener;
import dev.moat.localazure.host.worker.Datum;
import dev.moat.localazure.host.worker.TriggerData;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Runs one function on its schedule, never twice at a time. A run that was missed while the host
 * was down is made up for once at start, with {@code IsPastDue} true, if the monitor remembers the
 * schedule; schedules of less than a minute are not remembered.
 *
 * @see <a
 *     href="https://github.com/Azure/azure-webjobs-sdk-extensions/tree/dev/src/WebJobs.Extensions/Extensions/Timers">the
 *     extension's source</a>
 */
final class TimerListener implements TriggerListener {

  private static final Duration SUB_MINUTE = Duration.ofMinutes(1);

  private final FunctionMetadata function;
  private final TimerSchedule schedule;
  private final FunctionExecutor executor;
  private final Alarm alarm;
  private final Clock clock;
  private final ScheduleMonitor monitor;
  private volatile boolean stopping;

  TimerListener(
      FunctionMetadata function,
      TimerSchedule schedule,
      FunctionExecutor executor,
      ScheduleMonitor monitor,
      Alarm alarm,
      Clock clock) {
    this.function = function;
    this.schedule = schedule;
    this.executor = executor;
    this.alarm = alarm;
    this.clock = clock;
    this.monitor = isSubMinute() ? ScheduleMonitor.none() : monitor;
  }

  @Override
  public FunctionMetadata function() {
    return function;
  }

  @Override
  public void start() {
    Instant now = clock.instant();
    ScheduleStatus fresh =
        new ScheduleStatus(ScheduleStatus.NEVER, schedule.next(now), ScheduleStatus.NEVER);
    Optional<ScheduleStatus> remembered = monitor.find(function.name());
    ScheduleStatus status = remembered.orElse(fresh);
    if (remembered.isEmpty()) {
      monitor.save(function.name(), fresh);
    }
    if (status.next().isBefore(now)) {
      alarm.at(now, () -> run(status, true));
    } else {
      // A schedule that changed while the host was down begins anew.
      ScheduleStatus due =
          new ScheduleStatus(status.last(), schedule.next(now), status.lastUpdated());
      alarm.at(due.next(), () -> run(due, false));
    }
  }

  @Override
  public void stop() {
    stopping = true;
  }

  @Override
  public void close() {
    stopping = true;
  }

  @Override
  public TriggerData manual(String input) {
    return data(Optional.empty(), false);
  }

  private void run(ScheduleStatus status, boolean pastDue) {
    if (stopping) {
      return;
    }
    Instant begin = clock.instant();
    executor
        .executeAsync(function, data(Optional.of(status), pastDue), "Timer fired at " + begin)
        .thenRun(() -> scheduleNext(status, begin, pastDue));
  }

  private void scheduleNext(ScheduleStatus status, Instant begin, boolean pastDue) {
    // A timer that fires a little early must not find the same time again.
    Instant ran = !pastDue && status.next().isAfter(begin) ? status.next() : begin;
    ScheduleStatus next = new ScheduleStatus(ran, schedule.next(ran), ran);
    monitor.save(function.name(), next);
    if (!stopping) {
      alarm.at(next.next(), () -> run(next, false));
    }
  }

  private TriggerData data(Optional<ScheduleStatus> status, boolean pastDue) {
    JsonObject json = new JsonObject();
    JsonObject scheduleJson = new JsonObject();
    scheduleJson.addProperty("AdjustForDST", true);
    json.add("Schedule", scheduleJson);
    json.add(
        "ScheduleStatus",
        status.isPresent() && !isSubMinute() ? status.get().toJson() : JsonNull.INSTANCE);
    json.addProperty("IsPastDue", pastDue);
    return new TriggerData(
        Map.of(function.trigger().name(), new Datum.Json(json.toString())), Map.of());
  }

  private boolean isSubMinute() {
    Instant first = schedule.next(clock.instant());
    return Duration.between(first, schedule.next(first)).compareTo(SUB_MINUTE) < 0;
  }
}
