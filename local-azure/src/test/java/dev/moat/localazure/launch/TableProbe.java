package dev.moat.localazure.launch;

import com.azure.data.tables.TableClient;
import com.azure.data.tables.TableServiceClientBuilder;
import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableEntityUpdateMode;
import com.azure.data.tables.models.TableServiceException;
import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import com.azure.data.tables.models.TableTransactionFailedException;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import java.util.List;

/** Uses Table Storage as an app with a managed identity does, and prints what came of it. */
public final class TableProbe {

  private TableProbe() {}

  /** Arguments: the service's URL, then {@code write} or {@code read}. */
  public static void main(String[] args) {
    var service =
        new TableServiceClientBuilder()
            .endpoint(args[0])
            .credential(new ManagedIdentityCredentialBuilder().build())
            .buildClient();
    TableClient table = service.getTableClient("probe");
    if (args[1].equals("write")) {
      service.createTableIfNotExists("probe");
      write(table);
    }
    System.out.println("value is " + table.getEntity("p", "one").getProperty("value"));
    System.exit(0);
  }

  private static void write(TableClient table) {
    table.createEntity(entity("one", 1));
    table.submitTransaction(
        List.of(
            new TableTransactionAction(TableTransactionActionType.CREATE, entity("two", 2)),
            new TableTransactionAction(TableTransactionActionType.CREATE, entity("three", 3))));
    try {
      table.submitTransaction(
          List.of(
              new TableTransactionAction(TableTransactionActionType.CREATE, entity("four", 4)),
              new TableTransactionAction(TableTransactionActionType.CREATE, entity("one", 1))));
    } catch (TableTransactionFailedException e) {
      System.out.println("transaction refused at " + e.getFailedTransactionActionIndex());
    }
    System.out.println("entities " + table.listEntities().stream().count());
    replace(table);
  }

  private static void replace(TableClient table) {
    TableEntity read = table.getEntity("p", "one");
    read.addProperty("value", 10);
    table.updateEntityWithResponse(read, TableEntityUpdateMode.REPLACE, true, null, null);
    try {
      table.updateEntityWithResponse(read, TableEntityUpdateMode.REPLACE, true, null, null);
    } catch (TableServiceException e) {
      System.out.println("second replace with the old ETag: " + e.getResponse().getStatusCode());
    }
  }

  private static TableEntity entity(String row, int value) {
    return new TableEntity("p", row).addProperty("value", value);
  }
}
