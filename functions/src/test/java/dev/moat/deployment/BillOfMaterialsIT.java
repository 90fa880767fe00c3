package dev.moat.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The two bills of materials and the list of licences, held against what is shipped. */
class BillOfMaterialsIT {

  /** The Java worker has it, so the staging plugin leaves it out of what is deployed. */
  private static final String OF_THE_WORKER = "azure-functions-java-core-library";

  private static final Zip ZIP = Zip.read(Path.of(System.getProperty("moat.package")));
  private static final Path BILL = Path.of(System.getProperty("moat.bill"));
  private static final Path PAGE_BILL = Path.of("page", "moat-page-sbom.json");

  @Test
  void lists_exactly_the_jars_in_lib() throws Exception {
    List<Component> listed = shipped();

    assertThat(listed)
        .extracting(Component::jar)
        .containsExactlyInAnyOrderElementsOf(
            ZIP.names().stream().filter(name -> name.startsWith("lib/")).toList());
    for (Component component : listed) {
      assertThat(sha256(ZIP.bytes(component.jar())))
          .as(component.jar())
          .isEqualTo(component.hash("SHA-256"));
    }
  }

  @Test
  void the_pages_bill_lists_exactly_what_is_locked() throws IOException {
    JsonNode locked =
        new ObjectMapper().readTree(Path.of("page", "package-lock.json").toFile()).path("packages");
    List<String> expected =
        locked.properties().stream()
            .filter(entry -> !entry.getKey().isEmpty())
            .map(entry -> inWords(entry.getKey(), entry.getValue()))
            .toList();

    assertThat(expected).isNotEmpty();
    assertThat(Component.read(PAGE_BILL))
        .extracting(
            part ->
                part.name()
                    + " "
                    + part.version()
                    + " "
                    + part.licences()
                    + " "
                    + part.hash("SHA-512"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void the_list_of_licences_names_all_that_is_shipped() throws IOException {
    List<String> expected = new ArrayList<>();
    for (Component part : Component.read(PAGE_BILL)) {
      expected.add("- %s: %s".formatted(part.name(), String.join(" or ", part.licences())));
    }
    ZIP.names().stream()
        .filter(name -> name.startsWith("lib/"))
        .forEach(jar -> expected.add(jar.replaceAll("lib/|-[0-9][^/]*\\.jar", "")));

    assertThat(ZIP.text("THIRD-PARTY.md").lines().filter(line -> line.startsWith("- ")))
        .extracting(line -> line.contains(":") && !isOfThePage(line) ? artifact(line) : line)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  /**
   * What Maven lists, but for what the worker has; none when Maven was offline and made no bill.
   */
  private static List<Component> shipped() throws IOException {
    assumeThat(Files.exists(BILL) || !System.getProperty("moat.maven").equals("offline=true"))
        .as("a bill of materials, which Maven makes online only")
        .isTrue();
    List<Component> all = Component.read(BILL);
    assertThat(all).extracting(Component::name).contains(OF_THE_WORKER);
    return all.stream().filter(part -> !part.name().equals(OF_THE_WORKER)).toList();
  }

  private static boolean isOfThePage(String line) {
    return !line.substring(2, line.lastIndexOf(':')).contains(":");
  }

  /** Of a line such as {@code - com.azure:azure-core 1.57.0: MIT}. */
  private static String artifact(String line) {
    return line.substring(line.indexOf(':') + 1, line.lastIndexOf(' ', line.lastIndexOf(':')));
  }

  private static String inWords(String path, JsonNode locked) {
    byte[] integrity =
        Base64.getDecoder().decode(locked.path("integrity").asText().substring("sha512-".length()));
    return path.substring("node_modules/".length())
        + " "
        + locked.path("version").asText()
        + " ["
        + locked.path("license").asText()
        + "] "
        + HexFormat.of().formatHex(integrity);
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
