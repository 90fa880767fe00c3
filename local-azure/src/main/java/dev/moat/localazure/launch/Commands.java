package dev.moat.localazure.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of the parts. */
final class Commands {

  private static final String MAINS = "dev.moat.localazure.";

  private Commands() {}

  /**
   * A main class of this very class path on this very Java, tied to this process.
   *
   * @param mainClass below {@code dev.moat.localazure}
   */
  static List<String> java(String mainClass, List<String> flags, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.net.preferIPv4Stack=true"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Tethered.class.getName());
    command.add(mainClass.startsWith(MAINS) ? mainClass : MAINS + mainClass);
    command.addAll(arguments);
    return command;
  }

  /**
   * One of Azurite's services over HTTPS, which takes bearer tokens.
   *
   * @param service {@code table} or {@code blob}
   * @param azurite the folder {@code local-azure/azurite} after {@code npm ci}
   * @throws ProcessStartException if Azurite is not installed there
   */
  static List<String> azurite(String service, Path azurite, int port, Path tls, Path data) {
    if (!Files.isDirectory(azurite.resolve("node_modules").resolve("azurite"))) {
      throw new ProcessStartException(
          "Azurite is not installed in %s; run 'npm ci' there, or 'mvn -pl local-azure initialize'"
              .formatted(azurite.toAbsolutePath()));
    }
    return List.of(
        "node",
        azurite.resolve("run.js").toString(),
        service,
        "--" + service + "Host",
        "127.0.0.1",
        "--" + service + "Port",
        Integer.toString(port),
        "--location",
        data.toString(),
        "--cert",
        tls.resolve("server.pem").toString(),
        "--key",
        tls.resolve("server-key.pem").toString(),
        "--oauth",
        "basic",
        "--silent",
        "--disableTelemetry");
  }
}
