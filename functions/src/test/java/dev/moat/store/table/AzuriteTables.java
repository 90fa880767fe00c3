package dev.moat.store.table;

import com.azure.data.tables.TableServiceClient;
import com.azure.data.tables.models.TableItem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The table service of Azurite: one process for all tests of a run, in memory. */
final class AzuriteTables implements AutoCloseable {

  private static final Path MAIN =
      Path.of("../local-azure/azurite/node_modules/azurite/dist/src/table/main.js");

  /** Azurite's published account; it opens nothing but Azurite. */
  private static final String CONNECTION =
      "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
          + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
          + "TableEndpoint=http://127.0.0.1:%d/devstoreaccount1";

  private final Process process;
  private final TableServiceClient service;

  private AzuriteTables(Process process, int port) {
    this.process = process;
    this.service = TableStore.client().connectionString(connection(port)).buildClient();
  }

  /** The one of this test run; it ends with the run. */
  static AzuriteTables of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(AzuriteTables.class, type -> start(), AzuriteTables.class);
  }

  static String connection(int port) {
    return CONNECTION.formatted(port);
  }

  /** A store whose tables are new and empty. */
  TableStore emptyStore(Clock clock) {
    for (TableItem table : service.listTables()) {
      service.deleteTable(table.getName());
    }
    TableStore store = new TableStore(service, clock);
    store.createTables();
    return store;
  }

  TableServiceClient service() {
    return service;
  }

  @Override
  public void close() {
    process.destroy();
  }

  private static AzuriteTables start() {
    if (!Files.exists(MAIN)) {
      throw new IllegalStateException(
          "Azurite is not installed at " + MAIN + ": run npm ci in local-azure/azurite");
    }
    try {
      int port = freePort();
      Process process =
          new ProcessBuilder(
                  "node",
                  MAIN.toString(),
                  "--tablePort",
                  Integer.toString(port),
                  "--inMemoryPersistence",
                  "--disableTelemetry",
                  "--silent")
              .redirectErrorStream(true)
              .start();
      awaitStarted(process);
      return new AzuriteTables(process, port);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start Azurite", e);
    }
  }

  private static void awaitStarted(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    StringBuilder seen = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      seen.append(line).append('\n');
      if (line.contains("successfully started")) {
        return;
      }
    }
    throw new IllegalStateException("Azurite ended before it had started: " + seen);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
