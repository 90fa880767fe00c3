package dev.moat.store.table;

import com.azure.core.credential.TokenCredential;
import com.azure.data.tables.TableServiceClient;
import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableItem;
import dev.moat.localazure.launch.Endpoints;
import dev.moat.localazure.launch.LocalAzure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The table service of a local Azure, as an app uses it: over HTTPS, with the token of a managed
 * identity. One for all tests of a run.
 */
public final class AzuriteTables implements AutoCloseable {

  private static final Path FOLDER = Path.of("target", "local-azure", "tables");

  private final LocalAzure azure;
  private final SSLContext trustBefore;
  private final TokenCredential credential;
  private final TableServiceClient service;

  private AzuriteTables(LocalAzure azure) throws GeneralSecurityException, IOException {
    this.azure = azure;
    trustBefore = SSLContext.getDefault();
    SSLContext.setDefault(trusting(azure.endpoints().trustStore()));
    credential = new LocalIdentity(azure.endpoints());
    service =
        TableStore.client()
            .endpoint(azure.endpoints().tableServiceUrl())
            .credential(credential)
            .buildClient();
  }

  /** The one of this test run; it ends with the run. */
  static AzuriteTables of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(AzuriteTables.class, type -> start(), AzuriteTables.class);
  }

  /** A store whose tables are new and empty. */
  public TableStore emptyStore(Clock clock) {
    for (TableItem table : service.listTables()) {
      service.deleteTable(table.getName());
    }
    TableStore store = store(clock);
    store.createTables();
    return store;
  }

  /** The store as another process has it. */
  TableStore store(Clock clock) {
    return TableStore.connect(azure.endpoints().tableServiceUrl(), credential, clock);
  }

  /** Makes a stored row one that only a newer version could read. */
  void spoil(String table, Row row) {
    TableEntity stored = row.entity();
    service
        .getTableClient(table)
        .updateEntity(
            new TableEntity(stored.getPartitionKey(), stored.getRowKey())
                .addProperty("schema", 99));
  }

  /** A client with all rights. */
  public TableServiceClient service() {
    return service;
  }

  @Override
  public void close() {
    SSLContext.setDefault(trustBefore);
    azure.close();
  }

  private static AzuriteTables start() {
    // As the app does, before the first client of the process reads it.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "content-length");
    LocalAzure azure = LocalAzure.in(FOLDER).start();
    try {
      return new AzuriteTables(azure);
    } catch (GeneralSecurityException | IOException e) {
      azure.close();
      throw new IllegalStateException("Cannot trust the certificate of the local Azure", e);
    }
  }

  private static SSLContext trusting(Path trustStore) throws GeneralSecurityException, IOException {
    KeyStore authorities = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(trustStore)) {
      authorities.load(in, Endpoints.TRUST_STORE_PASSWORD.toCharArray());
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
