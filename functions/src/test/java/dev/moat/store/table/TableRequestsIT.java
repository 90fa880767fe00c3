package dev.moat.store.table;

import dev.moat.contract.RequestsContract;
import dev.moat.store.Requests;
import dev.moat.store.Requests.Rejected;
import java.time.Clock;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AzuriteExtension.class)
final class TableRequestsIT extends RequestsContract {

  private final AzuriteTables azurite;

  TableRequestsIT(AzuriteTables azurite) {
    this.azurite = azurite;
  }

  @Override
  protected Requests noRequests() {
    return azurite.emptyStore(Clock.systemUTC());
  }

  @Override
  protected void spoil(Rejected rejection) {
    azurite.spoil("rejectedrequests", TableRequests.row(rejection));
  }
}
