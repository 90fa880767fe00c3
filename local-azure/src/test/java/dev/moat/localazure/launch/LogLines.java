package dev.moat.localazure.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what a process prints. */
final class LogLines {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(20);

  private LogLines() {}

  /** Returns when the log of {@code process} has {@code text}; fails after thirty seconds. */
  static void await(LocalProcess process, String text) throws IOException {
    long deadline = System.nanoTime() + PATIENCE;
    while (!Files.readString(process.log()).contains(text)) {
      assertThat(System.nanoTime())
          .as("waiting for '%s' in%n%s", text, Files.readString(process.log()))
          .isLessThan(deadline);
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }
}
