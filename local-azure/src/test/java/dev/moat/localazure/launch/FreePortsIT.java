package dev.moat.localazure.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** So many ports that two who knew nothing of each other would find some twice. */
class FreePortsIT {

  private static final int MANY = 800;

  @TempDir private Path temp;

  @Test
  void what_was_found_once_is_not_found_again() {
    List<Integer> ports = new ArrayList<>(FreePorts.find(MANY));
    ports.addAll(FreePorts.find(MANY));

    assertThat(ports).doesNotHaveDuplicates();
  }

  @Test
  void what_another_process_has_found_is_not_found() throws IOException {
    LocalProcess other = Puppet.process(temp, "other", "take", Integer.toString(MANY));
    other.start();
    try {
      assertThat(portsOf(other)).hasSize(MANY).doesNotContainAnyElementsOf(FreePorts.find(MANY));
    } finally {
      other.kill();
    }
  }

  private static List<Integer> portsOf(LocalProcess process) throws IOException {
    String told =
        Files.readAllLines(process.log()).stream()
            .filter(line -> line.contains("ports are"))
            .findFirst()
            .orElseThrow();
    return Pattern.compile("\\d{5}")
        .matcher(told)
        .results()
        .map(number -> Integer.valueOf(number.group()))
        .toList();
  }
}
