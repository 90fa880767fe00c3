package dev.moat.localazure.launch;

import java.net.URI;
import java.nio.file.Path;

/**
 * Emulators that run already, outside of the local Azure: the official ones, or others that speak
 * the same protocols. Whoever started them empties and ends them.
 *
 * @param serviceBus {@code sb://localhost:PORT}, the port 5672 unless it is named; AMQP without TLS
 * @param tableService {@code https://localhost:PORT/ACCOUNT}; takes tokens
 * @param certificates the folder of the {@linkplain dev.moat.localazure.tls.LocalCertificates
 *     certificates} that Table Storage presents one of; the local Azure uses them too, so that the
 *     app has one authority to trust
 */
public record Emulators(URI serviceBus, URI tableService, Path certificates) {

  /** What clients connect to Service Bus with; no emulator looks at the key. */
  public String serviceBusConnectionString() {
    return "Endpoint=%s;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=local;UseDevelopmentEmulator=true;"
        .formatted(serviceBus);
  }
}
