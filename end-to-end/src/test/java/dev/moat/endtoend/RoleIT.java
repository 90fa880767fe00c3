package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The roles of {@code infra/roles.json} are what Moat asks of Azure, no more and no less: they are
 * held against what all other integration tests asked for. The build runs this class after them.
 */
class RoleIT {

  /** There Moat is refused, on purpose. */
  private static final Set<Class<?>> REFUSED_ON_PURPOSE = Set.of(AccessIT.class);

  @Test
  void whatever_moat_asked_for_is_in_a_role() {
    assertThat(asked(testClasses())).isSubsetOf(granted());
  }

  @Test
  void whatever_is_in_a_role_was_asked_for() {
    List<Class<?>> granting =
        testClasses().stream().filter(each -> !REFUSED_ON_PURPOSE.contains(each)).toList();

    assertThat(granted()).isSubsetOf(asked(granting));
  }

  private static Set<String> asked(List<Class<?>> testClasses) {
    return testClasses.stream()
        .flatMap(each -> new UsedActions(each.getSimpleName()).read().stream())
        .map(RoleIT::key)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> granted() {
    Set<String> granted = new TreeSet<>();
    for (JsonNode role : roles()) {
      role.path("actions").fieldNames().forEachRemaining(action -> granted.add(key(action)));
    }
    return granted;
  }

  private static JsonNode roles() {
    Path file = SampleRequest.home().resolve("infra/roles.json");
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** Azure compares actions without case. */
  private static String key(String action) {
    return action.toLowerCase(Locale.ROOT);
  }

  /** All that run a Moat of their own. */
  private static List<Class<?>> testClasses() {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("IT.class"))
          .<Class<?>>map(name -> load(name.replace(".class", "")))
          .filter(RoleIT::runsMoat)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the test classes", e);
    }
  }

  private static Path folder() {
    try {
      Path classes =
          Path.of(RoleIT.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return classes.resolve(RoleIT.class.getPackageName().replace('.', '/'));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The test classes are nowhere", e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(RoleIT.class.getPackageName() + "." + name, false, loader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name + " is listed and cannot be loaded", e);
    }
  }

  private static ClassLoader loader() {
    return RoleIT.class.getClassLoader();
  }

  private static boolean runsMoat(Class<?> testClass) {
    return Arrays.stream(testClass.getDeclaredFields())
        .anyMatch(field -> field.getType() == MoatExtension.class);
  }
}
