package dev.moat.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Functions host that is started to see how long that takes.
 *
 * @param app the staging folder
 * @param flags of its JVM
 * @param settings its app settings
 */
record HostStart(Path app, List<String> flags, Map<String, String> settings) {

  private static final String LISTENING = "Functions host is listening on";
  private static final String HANDLED = "Executed 'Functions.AcceptSetup' (Succeeded";

  /** Seconds from the start of the process. */
  record Times(double listening, double handled) {}

  /** Starts the host, waits until it has handled a message, and stops it. */
  Times measure() {
    long begun = System.nanoTime();
    Process host = launch();
    try (BufferedReader lines = host.inputReader()) {
      double listening = 0;
      List<String> read = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        read.add(line);
        if (line.contains(LISTENING)) {
          listening = secondsSince(begun);
        } else if (line.contains(HANDLED)) {
          double handled = secondsSince(begun);
          stop(host, lines);
          return new Times(listening, handled);
        }
      }
      throw new IllegalStateException(
          "The host ended and handled nothing:\n" + String.join("\n", read));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read what the host says", e);
    } finally {
      host.destroyForcibly();
    }
  }

  /** Ends it in order, so that the message is completed. */
  private static void stop(Process host, BufferedReader lines) throws IOException {
    // By its handle: Process.destroy closes what is read until the end here.
    host.toHandle().destroy();
    lines.transferTo(Writer.nullWriter());
  }

  private Process launch() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Djava.net.preferIPv4Stack=true"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            "dev.moat.localazure.host.FunctionsHostMain", "--app", app.toString(), "--port", "0"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(settings);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + command.get(0), e);
    }
  }

  private static double secondsSince(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
