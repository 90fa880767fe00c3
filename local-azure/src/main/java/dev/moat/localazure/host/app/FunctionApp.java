package dev.moat.localazure.host.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A packaged function app: the staging folder that {@code azure-functions-maven-plugin} writes,
 * with host.json, the app's jar, {@code lib/} and a folder with function.json per function.
 *
 * @param folder the staging folder
 * @param host its host.json
 * @param functions sorted by name
 */
public record FunctionApp(Path folder, HostJson host, List<FunctionMetadata> functions) {

  private static final Set<String> TRIGGERS =
      Set.of("serviceBusTrigger", "httpTrigger", "timerTrigger", "eventGridTrigger");
  private static final Set<String> OUTPUTS = Set.of("serviceBus", "http");

  public FunctionApp {
    functions = List.copyOf(functions);
  }

  /**
   * Reads a staging folder.
   *
   * @throws InvalidFunctionAppException naming the file, function or binding that is not right,
   *     also when a function has a binding of a type that this host does not have
   */
  public static FunctionApp read(Path folder) {
    if (!Files.isRegularFile(folder.resolve("host.json"))) {
      throw new InvalidFunctionAppException(
          folder.toAbsolutePath()
              + " has no host.json, so it is not a packaged function app; run 'mvn package' and give"
              + " target/azure-functions/<appName>");
    }
    FunctionApp app =
        new FunctionApp(folder, HostJson.read(folder.resolve("host.json")), functions(folder));
    app.functions.forEach(FunctionApp::checkBindings);
    return app;
  }

  private static List<FunctionMetadata> functions(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .map(child -> child.resolve("function.json"))
          .filter(Files::isRegularFile)
          .sorted()
          .map(FunctionMetadata::read)
          .toList();
    } catch (IOException e) {
      throw new InvalidFunctionAppException("Cannot list " + folder + ": " + e, e);
    }
  }

  private static void checkBindings(FunctionMetadata function) {
    for (Binding binding : function.bindings()) {
      Set<String> known = binding.output() ? OUTPUTS : TRIGGERS;
      if (known.stream().noneMatch(binding::isOf)) {
        throw new InvalidFunctionAppException(
            "Function '%s', binding '%s': type '%s' is not supported by this host; it has %s"
                .formatted(
                    function.name(),
                    binding.name(),
                    binding.type(),
                    known.stream().sorted().toList()));
      }
    }
  }
}
