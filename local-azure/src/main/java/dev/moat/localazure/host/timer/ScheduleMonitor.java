package dev.moat.localazure.host.timer;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Remembers the status of timers from one start of the host to the next, so none is missed. */
interface ScheduleMonitor {

  Optional<ScheduleStatus> find(String function);

  void save(String function, ScheduleStatus status);

  /** Remembers nothing: no timer is ever past due when the host starts. */
  static ScheduleMonitor none() {
    return new ScheduleMonitor() {
      @Override
      public Optional<ScheduleStatus> find(String function) {
        return Optional.empty();
      }

      @Override
      public void save(String function, ScheduleStatus status) {}
    };
  }

  /** Remembers in one file per function, where the real host uses a blob. */
  record InFolder(Path folder) implements ScheduleMonitor {
    @Override
    public Optional<ScheduleStatus> find(String function) {
      try {
        return Files.exists(file(function))
            ? Optional.of(
                ScheduleStatus.fromJson(
                    JsonParser.parseString(Files.readString(file(function))).getAsJsonObject()))
            : Optional.empty();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read the timer status of " + function, e);
      }
    }

    @Override
    public void save(String function, ScheduleStatus status) {
      try {
        Files.createDirectories(folder);
        Files.writeString(file(function), status.toJson().toString());
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write the timer status of " + function, e);
      }
    }

    private Path file(String function) {
      return folder.resolve(function + ".timer.json");
    }
  }
}
