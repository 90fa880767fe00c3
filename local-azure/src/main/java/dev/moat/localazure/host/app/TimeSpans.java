package dev.moat.localazure.host.app;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as host.json and timer schedules write them: {@code [d.]hh:mm:ss[.fraction]}, the
 * constant format of .NET's <a
 * href="https://learn.microsoft.com/dotnet/standard/base-types/standard-timespan-format-strings">TimeSpan</a>.
 */
public final class TimeSpans {

  private static final Pattern FORMAT =
      Pattern.compile("(?:(\\d+)\\.)?([01]?\\d|2[0-3]):([0-5]?\\d):([0-5]?\\d)(?:\\.(\\d{1,7}))?");

  private TimeSpans() {}

  /** The duration written in {@code text}, or empty when it is none. */
  public static Optional<Duration> parse(String text) {
    Matcher parts = FORMAT.matcher(text.strip());
    return parts.matches() ? Optional.of(duration(parts)) : Optional.empty();
  }

  /** Writes a duration of up to a day as {@code hh:mm:ss}, as the host's own messages do. */
  public static String format(Duration span) {
    return "%02d:%02d:%02d".formatted(span.toHours(), span.toMinutesPart(), span.toSecondsPart());
  }

  private static Duration duration(Matcher parts) {
    Duration whole =
        Duration.ofDays(parts.group(1) == null ? 0 : Long.parseLong(parts.group(1)))
            .plusHours(Long.parseLong(parts.group(2)))
            .plusMinutes(Long.parseLong(parts.group(3)))
            .plusSeconds(Long.parseLong(parts.group(4)));
    return parts.group(5) == null ? whole : whole.plusNanos(nanos(parts.group(5)));
  }

  private static long nanos(String fraction) {
    return Long.parseLong((fraction + "000000000").substring(0, 9));
  }
}
