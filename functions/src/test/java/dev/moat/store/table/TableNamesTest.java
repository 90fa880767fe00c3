package dev.moat.store.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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

  @Test
  void the_readme_names_the_tables_of_the_app_and_no_others() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    int start = readme.indexOf("- **State** is in ");
    String state = readme.substring(start, readme.indexOf("\n\n", start));

    assertThat(Pattern.compile("`(\\w+)`").matcher(state).results())
        .extracting(name -> name.group(1))
        .containsExactlyInAnyOrderElementsOf(TableStore.TABLES);
  }
}
