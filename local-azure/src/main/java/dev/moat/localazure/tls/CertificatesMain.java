package dev.moat.localazure.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the certificates for a service that the local Azure does not start itself. */
@Command(
    name = "certificates",
    description =
        "Makes a certificate authority and a server certificate for localhost; those that are there are kept until they expire within a day.",
    mixinStandardHelpOptions = true)
public final class CertificatesMain implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--directory",
      required = true,
      paramLabel = "DIR",
      description = "Where ca.pem, server.pem, server-key.pem and the PKCS12 stores are.")
  private Path directory;

  /** Exits with 0 when the certificates are there, 1 when they cannot be written or read. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new CertificatesMain()).execute(args));
  }

  @Override
  public Integer call() {
    try {
      LocalCertificates.openOrCreate(directory, Clock.systemUTC());
      return 0;
    } catch (IOException e) {
      spec.commandLine()
          .getErr()
          .println("Cannot make certificates in %s: %s".formatted(directory, e.getMessage()));
      return 1;
    }
  }
}
