package dev.moat.localazure.servicebus;

import dev.moat.localazure.servicebus.broker.Quota;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a local Service Bus namespace until it is told to stop. */
@Command(
    name = "service-bus",
    description = "A Service Bus namespace on this machine; it keeps everything in memory.",
    mixinStandardHelpOptions = true)
public final class ServiceBusMain implements Callable<Integer> {
  private static final int KIBI = 1024;

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The queues, in the format of the official Service Bus emulator.")
  private Path config;

  @Option(
      names = "--port",
      defaultValue = "5672",
      description = "TCP port to listen on; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "localhost",
      description = "Name or address to listen on (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--max-message-kib",
      defaultValue = "256",
      description = "The largest message, in KiB (default: ${DEFAULT-VALUE}).")
  private int maxMessageKib;

  @Option(
      names = "--max-queue-mib",
      defaultValue = "1024",
      description = "The most that one queue holds, in MiB (default: ${DEFAULT-VALUE}).")
  private int maxQueueMib;

  /** Exits with 0 when asked to stop, 1 when it cannot start or breaks down, 2 for wrong use. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new ServiceBusMain()).execute(args));
  }

  @Override
  public Integer call() {
    Quota quota = new Quota(maxMessageKib * KIBI, (long) maxQueueMib * KIBI * KIBI);
    try (LocalServiceBus bus =
        LocalServiceBus.start(
            ServiceBusConfig.read(config), quota, host, port, Clock.systemUTC())) {
      Runtime.getRuntime().addShutdownHook(new Thread(bus::close));
      out("Service Bus is listening on %s:%d".formatted(host, bus.port()));
      bus.stopped().join();
      return 0;
    } catch (ConfigException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    } catch (IOException e) {
      return failed(e.getMessage());
    } catch (CompletionException e) {
      e.printStackTrace(spec.commandLine().getErr());
      return failed("Service Bus has failed and is closed: " + e.getCause());
    }
  }

  private void out(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  private int failed(String message) {
    spec.commandLine().getErr().println(message);
    spec.commandLine().getErr().flush();
    return 1;
  }
}
