package dev.moat.store.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableNamesTest {

  @Test
  void the_templates_make_the_tables_of_the_app_and_no_others() throws IOException {
    List<String> made = new ArrayList<>();
    new ObjectMapper()
        .readTree(Path.of("..", "infra", "tables.json").toFile())
        .fieldNames()
        .forEachRemaining(made::add);

    assertThat(made).containsExactlyInAnyOrderElementsOf(TableStore.TABLES);
  }
}
