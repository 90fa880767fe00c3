package dev.moat.endtoend;

import dev.moat.localazure.launch.Emulators;
import java.util.List;

/** Deletes tables from an emulated storage account. */
final class EmptyTables {

  private EmptyTables() {}

  /** Deletes those of the tables that are there. */
  static void of(Emulators emulators, List<String> tables) {
    TableService service =
        new TableService(emulators.tableService().toString(), emulators.certificates());
    tables.forEach(service::deleteTable);
  }
}
