package dev.moat.localazure.host.timer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.localazure.host.SampleApp;
import dev.moat.localazure.host.app.AppSettings;
import dev.moat.localazure.host.app.FunctionApp;
import dev.moat.localazure.host.execution.FunctionExecutor;
import dev.moat.localazure.host.log.HostLog;
import dev.moat.localazure.host.worker.JavaWorker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimerListenerTest {

  private record Due(Instant time, Runnable action) {}

  @TempDir private Path temp;
  private final LinkedBlockingQueue<Due> alarms = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private volatile Instant now = Instant.parse("2026-11-21T07:00:30Z");
  private SampleApp app;

  @BeforeEach
  void packageApp() {
    app = SampleApp.in(temp.resolve("app")).timer("Tick", "EventFunctions.tick", "%TICKS%");
  }

  @Test
  void timer_fires_at_each_time_of_its_schedule() throws Exception {
    start("0 */5 * * * *");

    assertThat(fire()).isEqualTo("2026-11-21T07:05:00Z");
    assertThat(fire()).isEqualTo("2026-11-21T07:10:00Z");
    assertThat(nextAlarm().time()).isEqualTo("2026-11-21T07:15:00Z");
    assertThat(log()).contains("tick {\"Schedule\":{\"AdjustForDST\":true}", "\"IsPastDue\":false");
  }

  @Test
  void run_that_was_missed_while_the_host_was_down_is_past_due_once() throws Exception {
    start("0 */5 * * * *");
    fire();
    nextAlarm();

    now = Instant.parse("2026-11-21T09:02:00Z");
    start("0 */5 * * * *");

    assertThat(fire()).isEqualTo("2026-11-21T09:02:00Z");
    assertThat(nextAlarm().time()).isEqualTo("2026-11-21T09:05:00Z");
    assertThat(log()).containsOnlyOnce("\"IsPastDue\":true");
  }

  @Test
  void schedule_of_less_than_a_minute_is_not_remembered() throws Exception {
    start("00:00:10");
    fire();
    nextAlarm();

    now = Instant.parse("2026-11-21T09:02:00Z");
    start("00:00:10");

    assertThat(nextAlarm().time()).isEqualTo("2026-11-21T09:02:10Z");
  }

  private void start(String ticks) {
    Clock clock = new TestClock();
    FunctionApp functionApp = FunctionApp.read(app.folder());
    HostLog log = new HostLog(new PrintStream(printed, true, StandardCharsets.UTF_8), clock);
    FunctionExecutor executor =
        new FunctionExecutor(
            JavaWorker.load(functionApp, log),
            Map.of(),
            Optional.empty(),
            functionApp.host().logLevels(),
            log,
            clock);
    new TimerExtension(
            functionApp,
            new AppSettings(Map.of("TICKS", ticks)),
            Optional.of(temp.resolve("state")),
            alarm(),
            clock)
        .listeners(executor)
        .forEach(listener -> listener.start());
  }

  /** Lets time go to the next alarm and runs it; returns the time. */
  private Instant fire() throws InterruptedException {
    Due due = nextAlarm();
    now = due.time();
    due.action().run();
    return due.time();
  }

  private Due nextAlarm() throws InterruptedException {
    Due due = alarms.poll(10, TimeUnit.SECONDS);
    assertThat(due).as("an alarm that is set").isNotNull();
    return due;
  }

  private Alarm alarm() {
    return new Alarm() {
      @Override
      public void at(Instant time, Runnable action) {
        alarms.add(new Due(time, action));
      }

      @Override
      public void close() {
        alarms.clear();
      }
    };
  }

  private final class TestClock extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.fixed(now, zone);
    }
  }

  private String log() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
