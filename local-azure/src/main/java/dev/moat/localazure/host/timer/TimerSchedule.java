package dev.moat.localazure.host.timer;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.moat.localazure.host.app.InvalidFunctionAppException;
import dev.moat.localazure.host.app.TimeSpans;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * When a timer fires: an NCRONTAB expression of six fields (seconds first; five without them), in
 * UTC, or an interval {@code hh:mm:ss}.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions">NCRONTAB</a>
 */
sealed interface TimerSchedule {

  /** The first time after {@code time}. */
  Instant next(Instant time);

  /** At the times of a cron expression. */
  record Expression(String text, ExecutionTime times) implements TimerSchedule {
    @Override
    public Instant next(Instant time) {
      return times
          .nextExecution(time.atZone(ZoneOffset.UTC))
          .orElseThrow(() -> new IllegalStateException("'" + text + "' is never due again"))
          .toInstant();
    }
  }

  /** Always this long after the last time. */
  record Interval(Duration period) implements TimerSchedule {
    @Override
    public Instant next(Instant time) {
      return time.plus(period);
    }
  }

  /**
   * Reads a schedule.
   *
   * @param where the function, for the message
   * @throws InvalidFunctionAppException if it is neither form
   */
  static TimerSchedule parse(String text, String where) {
    int fields = text.strip().split("\\s+").length;
    if (fields == 1) {
      return TimeSpans.parse(text)
          .filter(period -> !period.isZero())
          .<TimerSchedule>map(Interval::new)
          .orElseThrow(() -> notASchedule(text, where, null));
    }
    try {
      Cron cron =
          Ncrontab.PARSER.parse(fields == 5 ? "0 " + text.strip() : text.strip()).validate();
      return new Expression(text, ExecutionTime.forCron(cron));
    } catch (IllegalArgumentException e) {
      throw notASchedule(text, where, e);
    }
  }

  private static InvalidFunctionAppException notASchedule(
      String text, String where, @Nullable Exception cause) {
    String message =
        "%s: '%s' is neither an NCRONTAB expression of six fields nor a time span hh:mm:ss"
            .formatted(where, text);
    return cause == null
        ? new InvalidFunctionAppException(message)
        : new InvalidFunctionAppException(message + ": " + cause.getMessage(), cause);
  }

  /** The grammar; a day must match both its day fields, and Sunday is 0. */
  final class Ncrontab {

    static final CronParser PARSER = new CronParser(definition());

    private Ncrontab() {}

    private static CronDefinition definition() {
      return CronDefinitionBuilder.defineCron()
          .withSeconds()
          .and()
          .withMinutes()
          .and()
          .withHours()
          .and()
          .withDayOfMonth()
          .and()
          .withMonth()
          .and()
          .withDayOfWeek()
          .withValidRange(0, 6)
          .withMondayDoWValue(1)
          .and()
          .matchDayOfWeekAndDayOfMonth()
          .instance();
    }
  }
}
